//! What the system knows of this process.

use std::fs;

use rustix::{
    param::{clock_ticks_per_second, page_size},
    process::{Resource, getrlimit},
};

use super::{Page, table};

/// Tells memory, files and processor time. What the system does not tell is left out.
pub fn tell(page: &mut Page) {
    if let Some(bytes) = resident_bytes() {
        page.number(&table::RESIDENT_MEMORY, &[], bytes);
    }
    if let Ok(files) = fs::read_dir("/proc/self/fd") {
        // The folder itself is open while it is read.
        let files = u64::try_from(files.count()).unwrap_or(u64::MAX);
        page.number(&table::OPEN_FILES, &[], files.saturating_sub(1));
    }
    if let Some(most) = getrlimit(Resource::Nofile).current {
        page.number(&table::OPEN_FILES_MAX, &[], most);
    }
    if let Some(seconds) = cpu_seconds() {
        page.fraction(&table::CPU_SECONDS, &[], seconds);
    }
}

/// SOURCE: proc_pid_statm(5): the second field, in pages.
fn resident_bytes() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = text.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages.saturating_mul(u64::try_from(page_size()).ok()?))
}

/// SOURCE: proc_pid_stat(5): fields 14 and 15, behind the name in parentheses, in ticks.
fn cpu_seconds() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = text.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u32>().ok();
    let ticks = f64::from(ticks()?) + f64::from(ticks()?);
    let per_second = u32::try_from(clock_ticks_per_second()).ok()?;
    Some(ticks / f64::from(per_second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_has_memory_files_and_time() {
        let mut page = Page::default();
        tell(&mut page);
        let text = page.text();
        for family in [
            &table::RESIDENT_MEMORY,
            &table::OPEN_FILES,
            &table::OPEN_FILES_MAX,
            &table::CPU_SECONDS,
        ] {
            let name = format!("\n{} ", family.name);
            assert!(text.contains(&name), "{name}: {text}");
        }
    }
}
