//! Where a node keeps its things and how it is reached.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use kernel::code::NodeCode;
use notice::Reach;
use notice::outward::{Gateway, GatewaySettings, Mail, MailSettings};

/// Settings that every command shares. Each has a flag and an environment variable.
#[derive(Debug, Clone, Args)]
pub(crate) struct Settings {
    /// Folder of the private database, the files and the keys
    #[arg(long, env = "MOTCUA_DATA", value_name = "DIR", global = true)]
    pub(crate) data: Option<PathBuf>,

    /// A PostgreSQL of your own (15 or newer); without it Motcua runs a private one in the data folder
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub(crate) database_url: Option<String>,

    /// Folder of the country pack
    #[arg(long, env = "MOTCUA_PACK", value_name = "DIR", global = true)]
    pub(crate) pack: Option<PathBuf>,

    /// The province or ministry this node belongs to
    #[arg(long, env = "MOTCUA_NODE", value_name = "CODE", default_value = "H49", global = true)]
    pub(crate) node: String,
}

/// How the node is reached.
#[derive(Debug, Clone, Args)]
pub(crate) struct Address {
    /// Address to listen on
    #[arg(long, env = "MOTCUA_LISTEN", value_name = "HOST:PORT", default_value = "127.0.0.1:8049")]
    pub(crate) listen: SocketAddr,

    /// Address people type, printed in slips and QR codes; by default the listening address over http
    #[arg(long, env = "MOTCUA_SITE", value_name = "URL")]
    pub(crate) site: Option<String>,

    /// A proxy of your own stands in front and names the client in X-Forwarded-For
    #[arg(long, env = "MOTCUA_BEHIND_PROXY")]
    pub(crate) behind_proxy: bool,

    #[command(flatten)]
    pub(crate) outward: Outward,
}

/// How notices leave the node. Without these, people find them in their account only.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Outward {
    /// Mail server: smtp://localhost:25, smtp+starttls://user@host:587 or smtps://user@host:465
    #[arg(long, env = "MOTCUA_SMTP", value_name = "URL")]
    smtp: Option<String>,

    /// Password of the user of the mail server; better given by the variable than on the command line
    #[arg(long, env = "MOTCUA_SMTP_PASSWORD", value_name = "TEXT", hide_env_values = true)]
    smtp_password: Option<String>,

    /// Certificate (PEM) of the mail server to trust beside the public ones
    #[arg(long, env = "MOTCUA_SMTP_CERTIFICATE", value_name = "FILE")]
    smtp_certificate: Option<PathBuf>,

    /// Sender of mails
    #[arg(long, env = "MOTCUA_MAIL_FROM", value_name = "NAME <ADDRESS>", default_value = "Một cửa <motcua@localhost>")]
    mail_from: String,

    /// Gateway that sends short messages or Zalo; the format is in crates/notice/README.md
    #[arg(long, env = "MOTCUA_WEBHOOK", value_name = "URL")]
    webhook: Option<String>,

    /// Key the gateway knows us by, at least 16 characters; better given by the variable than on the command line
    #[arg(long, env = "MOTCUA_WEBHOOK_SECRET", value_name = "TEXT", hide_env_values = true)]
    webhook_secret: Option<String>,
}

impl Outward {
    /// The ways out of the node that are configured.
    pub(crate) fn reach(&self) -> anyhow::Result<Reach> {
        let mail = self.smtp.as_ref().map(|server| self.mail(server)).transpose()?;
        let gateway = self.webhook.as_ref().map(|address| {
            let secret = self.webhook_secret.clone().unwrap_or_default();
            Gateway::new(&GatewaySettings { address: address.clone(), secret, patience: None })
        });
        Ok(Reach { mail, gateway: gateway.transpose()? })
    }

    fn mail(&self, server: &str) -> anyhow::Result<Mail> {
        let read = |path: &PathBuf| std::fs::read(path).with_context(|| format!("--smtp-certificate: cannot read {}", path.display()));
        Ok(Mail::new(&MailSettings {
            server: server.to_owned(),
            password: self.smtp_password.clone(),
            from: self.mail_from.clone(),
            certificate: self.smtp_certificate.as_ref().map(read).transpose()?,
            patience: None,
        })?)
    }
}

impl Settings {
    /// The data folder: as given, else `/var/lib/motcua` for root and `~/.local/share/motcua` for everybody else.
    pub(crate) fn data(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(db::keeper::folder::default_folder)
    }

    /// The code of the node.
    pub(crate) fn node(&self) -> anyhow::Result<NodeCode> {
        self.node.parse().with_context(|| format!("--node: {} is not a code such as H49 or G15", self.node))
    }

    /// The country pack: as given, else `data/vn` here, beside the program, or where the program was built.
    pub(crate) fn pack(&self) -> anyhow::Result<PathBuf> {
        if let Some(pack) = &self.pack {
            return Ok(pack.clone());
        }
        let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("../share/motcua/vn")));
        let built = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/vn"));
        let places = [Some(PathBuf::from("data/vn")), beside, Some(built)];
        let found = places.into_iter().flatten().find(|folder| is_pack(folder));
        found.context("the country pack is nowhere to be found: name its folder with --pack")
    }
}

fn is_pack(folder: &Path) -> bool {
    folder.join("calendars").is_dir()
}

impl Address {
    /// The address people type, without a slash at the end.
    pub(crate) fn site(&self) -> String {
        self.site.as_deref().map_or_else(|| format!("http://{}", self.listen), |site| site.trim_end_matches('/').to_owned())
    }

    /// Whether people come over HTTPS.
    pub(crate) fn is_secure(&self) -> bool {
        self.site().starts_with("https://")
    }
}
