use aws::smithereen::endpoint::Arn;
use aws::smithereen::{Bytes, Timestamp};
use std::time::{Duration, SystemTime};

pub fn convert() -> Result<(), Box<dyn std::error::Error>> {
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let timestamp: Timestamp = start.into();
    assert_eq!(SystemTime::try_from(timestamp)?, start);

    let bytes = Bytes::from(vec![1, 2, 3]);
    assert_eq!(&bytes[..], [1, 2, 3]);
    assert_eq!(Vec::from(bytes), [1, 2, 3]);

    let arn = Arn::try_from("arn:aws:iot:eu-west-1:123456789012:thing/a")?;
    assert_eq!((arn.region, arn.resource(1)), ("eu-west-1", Some("a")));
    Ok(())
}
