//! Listening, and leaving in good order.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::node::Node;
use crate::{jobs, observe, router};

/// Takes the address before anything long begins, so that a taken address is noticed at once.
pub(crate) async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let in_use = || format!("cannot listen on {address}: is another program there? Choose another address with --listen");
    TcpListener::bind(address).await.with_context(in_use)
}

/// Serves until the program is asked to stop; requests in progress are finished first.
pub(crate) async fn serve(node: Node, listener: TcpListener) -> anyhow::Result<()> {
    let node = Arc::new(node);
    let router: Router = router::router(&node, observe::start_figures()?);
    jobs::start(&node);
    let queue = node.queue.clone();
    let told = async move {
        asked_to_stop().await;
        // Calling screens listen for ever: they are let go, or nobody could leave.
        queue.hush();
    };
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).with_graceful_shutdown(told).await?;
    Ok(())
}

async fn asked_to_stop() {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = terminated => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
