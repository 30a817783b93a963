//! The test vectors that the AWS SDKs share, as botocore has them in `tests/unit/test_eventstream.py`, and the messages of
//! Smithy's protocol tests.

use super::{frame, frames};
use HeaderValue::{Blob, Bool, Byte, Integer, Long, Short, String as Text, Uuid};
use smithereen::Timestamp;
use smithereen::event_stream::{FrameError, HeaderValue};

type Headers<'a> = &'a [(&'a str, HeaderValue<'a>)];

fn check(bytes: &[u8], headers: Headers<'_>, payload: &[u8]) {
    assert_eq!(frame(headers, payload).unwrap(), bytes);
    let frames = super::frames(bytes).unwrap();
    assert_eq!(frames.len(), 1);
    assert_eq!(frames[0].headers().collect::<Vec<_>>(), headers);
    assert_eq!(frames[0].payload(), payload);
}

#[test]
fn frames_are_encoded_and_decoded_byte_for_byte() {
    check(b"\0\0\0\x10\0\0\0\0\x05\xc2H\xeb}\x98\xc8\xff", &[], b"");
    check(b"\0\0\0\x17\0\0\0\x07)\x86\x01X\x04byte\x02\xff\xc2\xf8i\xdc", &[("byte", Byte(-1))], b"");
    check(b"\0\0\0\x19\0\0\0\tq\x0e\x92>\x05short\x03\xff\xff\xb2|\xb6\xcc", &[("short", Short(-1))], b"");
    check(
        b"\0\0\0\x1d\0\0\0\r\x83\xe3\xf0\xe7\x07integer\x04\xff\xff\xff\xff\x8b\x8e\x12\xeb",
        &[("integer", Integer(-1))],
        b"",
    );
    check(
        b"\0\0\0\x1e\0\0\0\x0e]J\xdb\x8d\x04long\x05\xff\xff\xff\xff\xff\xff\xff\xffK\xc22\xda",
        &[("long", Long(-1))],
        b"",
    );
    check(b"\0\0\0\x1d\0\0\0\0\xfdR\x8cZ{'foo':'bar'}\xc3e96", &[], b"{'foo':'bar'}");
    check(
        b"\0\0\0=\0\0\0 \x07\xfd\x83\x96\x0ccontent-type\x07\0\x10application/json{'foo':'bar'}\x8d\x9c\x08\xb1",
        &[("content-type", Text("application/json"))],
        b"{'foo':'bar'}",
    );
    check(
        b"\0\0\0\x52\0\0\0\x42\xbf\x23\x63\x7e\x0d:message-type\x07\0\x05error\x0b:error-code\x07\0\x04code\x0e:error-message\x07\0\x07message\x6b\x6c\xea\x3d",
        &[
            (":message-type", Text("error")),
            (":error-code", Text("code")),
            (":error-message", Text("message")),
        ],
        b"",
    );
}

#[test]
fn headers_of_all_types_are_encoded_and_decoded_byte_for_byte() {
    check(
        b"\0\0\0\x62\0\0\0\x52\x03\xb5\xcb\x9c\
          \x010\0\x011\x01\x012\x02\x02\x013\x03\0\x03\
          \x014\x04\0\0\0\x04\x015\x05\0\0\0\0\0\0\0\x05\
          \x016\x06\0\x05bytes\x017\x07\0\x04utf8\
          \x018\x08\0\0\0\0\0\0\0\x08\x019\x090123456789abcdef\
          \x63\x35\x36\x71",
        &[
            ("0", Bool(true)),
            ("1", Bool(false)),
            ("2", Byte(2)),
            ("3", Short(3)),
            ("4", Integer(4)),
            ("5", Long(5)),
            ("6", Blob(b"bytes")),
            ("7", Text("utf8")),
            ("8", HeaderValue::Timestamp(Timestamp::new(0, 8_000_000))),
            ("9", Uuid(*b"0123456789abcdef")),
        ],
        b"",
    );
}

#[test]
fn corrupted_frames_are_rejected() {
    let length = b"\x01\0\0\x1d\0\0\0\0\xfdR\x8cZ{'foo':'bar'}\xc3e96";
    let payload = b"\0\0\0\x1d\0\0\0\0\xfdR\x8cZ{'foo':'bar'\x8d\xc3e96";
    let headers = b"\0\0\0=\0\0\0 \x07\xfd\x83\x96\x0ccontent+type\x07\0\x10application/json{'foo':'bar'}\x8d\x9c\x08\xb1";
    let headers_length = b"\0\0\0=\xff\0\x01\x02\x07\xfd\x83\x96\x0ccontent-type\x07\0\x10application/json{'foo':'bar'}\x8d\x9c\x08\xb1";
    for bytes in [&length[..], &headers_length[..]] {
        assert!(matches!(frames(bytes), Err(FrameError::PreludeChecksum { .. })));
    }
    for bytes in [&payload[..], &headers[..]] {
        assert!(matches!(frames(bytes), Err(FrameError::MessageChecksum { .. })));
    }
}

#[test]
fn lengths_that_contradict_each_other_are_rejected() {
    // The checksums of these frames are correct.
    let headers = b"\0\0\0\x3d\xff\0\x01\x02\x15\x83\xf5\xc2\x0ccontent-type\x07\0\x10application/json{'foo':'bar'}\x2f\x37\x7f\x5d";
    assert_eq!(frames(headers), Err(FrameError::Lengths { total: 0x3d, headers: 0xff00_0102 }));
    // A payload of 24 MiB and a byte.
    let long = b"\x01\x80\0\x21\0\0\0\0\xdd\x3f\x33\xb1";
    assert_eq!(frames(long), Err(FrameError::Incomplete { received: 12 }));
}
