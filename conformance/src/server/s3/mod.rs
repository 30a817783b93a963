//! The steps of S3 on a server: over http, and over https through a proxy that ends TLS.
//!
//! The program that makes the calls is in `calls/s3`. Known differences between test servers
//! and S3 are in `differences`.

mod differences;

use super::process::Running;
use super::program::Programs;
use super::python::{self, Package};
use super::steps::{Part, configure, steps_of};
use super::{FOLDER, Problems};
use smithereen_cli::project::Project;
use smithereen_cli::report;
use std::fs;
use std::process::Command;
use std::time::Duration;

/// The time limit for the steps over one transport, which take up to two minutes.
const TIMEOUT: Duration = Duration::from_secs(600);

/// How a server serves S3.
pub(super) struct Objects {
    /// The domain whose subdomains are buckets.
    pub(super) domain: &'static str,
}

const PROXY: Package = Package {
    name: "tls",
    requirements: &["boto3[crt]==1.44.5", "trustme==1.2.1"],
    folder: "target/conformance/s3-venv",
    script: ("serve_tls.py", include_str!("serve_tls.py")),
};

/// The script that makes calls with boto3.
const PEER: (&str, &str) = ("peer_boto3.py", include_str!("peer_boto3.py"));

/// Runs the steps over both transports.
pub(super) fn run(
    project: &Project,
    programs: &Programs,
    server: &'static str,
    running: &Running,
    objects: &Objects,
) -> Result<Vec<Part>, Problems> {
    let python = python::install(project, &PROXY)?;
    let peer = project.path(&format!("{FOLDER}/{}", PEER.0));
    fs::write(&peer, PEER.1)
        .map_err(|error| vec![report::error(FOLDER, format!("cannot be written: {error}"))])?;
    let authority = project.path(&format!("{FOLDER}/tls-authority.pem"));
    let authority_text = authority.display().to_string();
    let proxy = python::start_with(
        project,
        &PROXY,
        &[&running.port, &running.tls_port, objects.domain, &authority_text],
    )?;
    let mut parts = Vec::new();
    for (transport, port) in [("http", &running.port), ("https", &proxy.port)] {
        let mut command = Command::new(&programs.s3);
        command.args([server, transport, port, objects.domain]);
        // It would have precedence over what a client sets.
        command.env_remove("AWS_ENDPOINT_URL");
        command.env("AWS_CA_BUNDLE", &authority).env("S3_PEER_PYTHON", &python).env("S3_PEER_SCRIPT", &peer);
        if let Some(official) = &programs.official {
            command.env("S3_PEER_OFFICIAL", official);
        }
        configure(project, &mut command, &running.id, &running.secret, "s3");
        let steps = steps_of(&mut command, &format!("`s3` over {transport} on {server}"), TIMEOUT)?;
        let steps = differences::compare(server, transport, steps);
        parts.push(Part { service: "s3", protocol: format!("restXml {transport}"), steps });
    }
    Ok(parts)
}
