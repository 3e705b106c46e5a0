//! Every page and operation of the node behind one router.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use metrics_exporter_prometheus::PrometheusHandle;
use serde::Deserialize;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use web::home::MonthFigures;
use web::{HomePage, Visitor};

use crate::health::{self, Watched};
use crate::node::Node;
use crate::{administration, nearby, observe, openapi};

/// No request is larger, whatever its handler allows; uploads of several files at once fit in.
const LARGEST_REQUEST: usize = 512 * 1024 * 1024;

/// The router with everything that stands before it.
pub(crate) fn router(node: &Arc<Node>, figures: PrometheusHandle) -> Router {
    let routes = notice::web::with_unread(routes(node, figures).fallback(web::error::not_found), &node.notices);
    access::protect(routes, &node.access, Arc::clone(&node.site))
        .layer((CompressionLayer::new(), from_fn(observe::count)))
        .layer(RequestBodyLimitLayer::new(LARGEST_REQUEST))
}

fn routes(node: &Arc<Node>, figures: PrometheusHandle) -> Router {
    Router::new()
        .merge(own(node, figures))
        .merge(web::routes())
        .merge(web::deadline_page::router(Arc::clone(&node.calendars), Arc::clone(&node.ctx.clock)))
        .merge(access::router(&node.access))
        .merge(organisation::router(&node.organisation))
        .merge(catalogue::router(node.catalogue.clone()))
        .merge(catalogue::thesaurus::router(node.dictionary.clone()))
        .merge(catalogue::editor::router(node.editor.clone()))
        .merge(document::router(node.documents.clone()))
        .merge(dossier::rest::router(Arc::clone(&node.dossiers)))
        .merge(dossier::web::public::router(Arc::clone(&node.dossiers)))
        .merge(dossier::web::desk::router(Arc::clone(&node.dossiers)))
        .merge(queue::router(&node.queue))
        .merge(notice::router(node.notices.clone()))
}

fn own(node: &Arc<Node>, figures: PrometheusHandle) -> Router {
    let watched = Watched { pool: node.ctx.pool.clone(), figures };
    Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/api/openapi.json", get(|| async { Json(openapi::document()) }))
        .with_state(watched)
        .merge(Router::new().route("/", get(home)).route("/quan-tri", get(administration::get)).with_state(Arc::clone(node)))
}

/// What the address of the home page carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Code of the commune whose counter is looked for.
    xa: String,
}

async fn home(State(node): State<Arc<Node>>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    let language = visitor.language;
    let mut page = HomePage::new(visitor);
    match nearby::counters(&node, language, &asked.xa).await {
        Ok(counters) => page = page.with_counters(counters, nearby::units(&node, language, &asked.xa), node.ctx.now()),
        Err(error) => tracing::warn!("{error:#}"),
    }
    let procedures = i64::try_from(node.catalogue.overview().entries().len()).unwrap_or(0);
    if procedures > 0 {
        page = page.with_procedures(procedures);
    }
    match last_month(&node).await {
        Ok(Some(figures)) => page.with_figures(figures).into_response(),
        Ok(None) => page.into_response(),
        Err(error) => {
            // The door opens without its record rather than not at all.
            tracing::warn!("{error:#}");
            page.into_response()
        }
    }
}

/// The record of the month before this one; nothing when nothing was returned in it.
async fn last_month(node: &Node) -> anyhow::Result<Option<MonthFigures>> {
    let record = dossier::usecases::read::public_record(&node.dossiers, node.today()?).await?;
    Ok(record.map(|record| MonthFigures { month: record.month, returned: record.finished, late: record.late }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use access::{Need, RouteRule};
    use clap::Parser;
    use testkit::Database;

    use crate::config::{Address, Settings};

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
        #[command(flatten)]
        address: Address,
    }

    /// What the binary itself answers, and what each route needs.
    const OWN_ROUTES: &[RouteRule] = &[
        RouteRule::new("GET", "/", Need::Public),
        RouteRule::new("GET", "/quan-tri", Need::SignedIn),
        RouteRule::new("GET", "/health/live", Need::Public),
        RouteRule::new("GET", "/health/ready", Need::Public),
        RouteRule::new("GET", "/metrics", Need::Public),
        RouteRule::new("GET", "/api/openapi.json", Need::Public),
    ];

    /// Routes of the web crate, which cannot know rights.
    const WEB_ROUTES: &[RouteRule] = &[
        RouteRule::new("GET", "/tai-san/{file}", Need::Public),
        RouteRule::new("GET", "/thanh-phan", Need::Public),
        RouteRule::new("GET", "/ngon-ngu/{code}", Need::Public),
        RouteRule::new("GET", "/favicon.ico", Need::Public),
    ];

    /// Every route of the node and what it needs: the list the test of unauthorised access goes through.
    fn rules() -> Vec<RouteRule> {
        let deadline = web::deadline_page::ROUTES.iter().map(|(method, path)| RouteRule::new(method, path, Need::Public));
        [
            OWN_ROUTES,
            WEB_ROUTES,
            access::web::ROUTES,
            organisation::ROUTES,
            catalogue::ROUTES,
            catalogue::thesaurus::ROUTES,
            catalogue::editor::ROUTES,
            document::ROUTES,
            dossier::rest::ROUTES,
            dossier::web::public::ROUTES,
            dossier::web::desk::ROUTES,
            queue::ROUTES,
            notice::ROUTES,
        ]
        .concat()
        .into_iter()
        .chain(deadline)
        .collect()
    }

    #[tokio::test]
    async fn every_route_is_listed_and_keeps_strangers_out() {
        let database = Database::create().await;
        let data = tempfile::tempdir().unwrap();
        let line = Line::parse_from(["motcua", "--data", data.path().to_str().unwrap()]);
        let node = Arc::new(Node::start(database.ctx.clone(), &line.settings, &line.address, false).await.unwrap());
        let router = router(&node, observe::start_figures().unwrap());
        let violations = access::routes::violations(&node.access, &router, &rules()).await;
        assert!(violations.is_empty(), "{}", violations.join("\n"));
    }

    #[test]
    fn the_document_of_the_api_names_every_promised_operation() {
        let document = serde_json::to_value(openapi::document()).unwrap();
        let operations: Vec<&str> = document["paths"]
            .as_object()
            .unwrap()
            .values()
            .flat_map(|path| path.as_object().unwrap().values())
            .filter_map(|operation| operation["operationId"].as_str())
            .collect();
        let promised = "createToken searchProcedures getProcedure computeDeadline submitDossier receiveDossier requestSupplement supplySupplement \
            refuseDossier decideDossier returnResult getDossier listDossiers getDossierJournal trackDossier listTasks claimTask completeTask \
            listOffices uploadDocument downloadDocument";
        let missing: Vec<&str> = promised.split_whitespace().filter(|name| !operations.contains(name)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
