//! Prints a sample of every paper into a folder: `cargo run -p document --example print_samples -- /tmp/papers`.

use std::path::Path;

use document::paper::{
    ApologyLetter, ControlSlip, Paper, PdfError, RefusalLetter, ResultPaper, Slip, StopNotice, SupplementLetter, TrackingBook, render,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder to print into")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    print(folder, "slip", &Slip::sample())?;
    print(folder, "supplement", &SupplementLetter::sample())?;
    print(folder, "refusal", &RefusalLetter::sample())?;
    print(folder, "apology", &ApologyLetter::sample())?;
    print(folder, "stop", &StopNotice::sample())?;
    print(folder, "book", &TrackingBook::sample(60))?;
    print(folder, "volume", &TrackingBook::sample(500))?;
    print(folder, "control", &ControlSlip::sample())?;
    print(folder, "draft", &ResultPaper::draft_sample())?;
    print(folder, "result", &ResultPaper::sample())
}

fn print<P: Paper>(folder: &Path, name: &str, paper: &P) -> Result<(), Box<dyn std::error::Error>> {
    let pdf = render(paper).map_err(|error: PdfError| format!("{name}: {error}"))?;
    std::fs::write(folder.join(name).with_extension("pdf"), pdf)?;
    Ok(())
}
