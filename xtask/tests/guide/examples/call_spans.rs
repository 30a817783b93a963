use tracing::Level;
use tracing_subscriber::fmt::format::FmtSpan;

fn main() {
    tracing_subscriber::fmt().with_max_level(Level::INFO).with_span_events(FmtSpan::CLOSE).init();
    // .. make calls ..
}
