use aws::kinesis::{SubscribeToShardEventStream as Event, SubscribeToShardInput};
use aws::smithereen::EventOutput;
use std::error::Error;
use std::io::Read;

/// Prints the records in the body of a response to `SubscribeToShard`, whose status is 200.
pub fn print(mut body: impl Read) -> Result<usize, Box<dyn Error>> {
    let mut decoder = SubscribeToShardInput::event_decoder();
    let (mut buffer, mut count) = ([0; 4096], 0);
    loop {
        while let Some(event) = decoder.next_event()? {
            let Event::SubscribeToShardEvent(event) = event else { continue };
            count += event.records.len();
            event.records.iter().for_each(|record| println!("{}: {:?}", record.sequence_number, record.data));
        }
        match body.read(&mut buffer)? {
            0 => break,
            length => decoder.feed(buffer[..length].to_vec()),
        }
    }
    decoder.finish()?;
    Ok(count)
}
