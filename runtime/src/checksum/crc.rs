//! CRC-32C (also called CRC-32/ISCSI) and CRC-64/NVME, for [`Hasher`](super::Hasher): with tables (crate `crc`), or with SIMD
//! instructions (feature and crate `crc-fast`). The plain CRC-32 is in `super::hasher`, with the crate `crc32fast`.

#[cfg(feature = "crc-fast")]
pub(super) use simd::{Crc32c, Crc64Nvme};
#[cfg(not(feature = "crc-fast"))]
pub(super) use tables::{Crc32c, Crc64Nvme};

#[cfg(not(feature = "crc-fast"))]
mod tables {
    use crc::{CRC_32_ISCSI, CRC_64_NVME, Crc, Digest, Table};

    static CRC32C: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISCSI);
    static CRC64_NVME: Crc<u64, Table<16>> = Crc::<u64, Table<16>>::new(&CRC_64_NVME);

    #[derive(Clone)]
    pub(in crate::checksum) struct Crc32c(Digest<'static, u32, Table<16>>);

    impl Crc32c {
        pub(in crate::checksum) fn new() -> Self {
            Self(CRC32C.digest())
        }
        pub(in crate::checksum) fn update(&mut self, data: &[u8]) {
            self.0.update(data);
        }
        pub(in crate::checksum) fn finish(self) -> u32 {
            self.0.finalize()
        }
    }

    #[derive(Clone)]
    pub(in crate::checksum) struct Crc64Nvme(Digest<'static, u64, Table<16>>);

    impl Crc64Nvme {
        pub(in crate::checksum) fn new() -> Self {
            Self(CRC64_NVME.digest())
        }
        pub(in crate::checksum) fn update(&mut self, data: &[u8]) {
            self.0.update(data);
        }
        pub(in crate::checksum) fn finish(self) -> u64 {
            self.0.finalize()
        }
    }
}

#[cfg(feature = "crc-fast")]
mod simd {
    use crc_fast::{CrcAlgorithm, Digest};

    #[derive(Clone)]
    pub(in crate::checksum) struct Crc32c(Digest);

    impl Crc32c {
        pub(in crate::checksum) fn new() -> Self {
            Self(Digest::new(CrcAlgorithm::Crc32Iscsi))
        }
        pub(in crate::checksum) fn update(&mut self, data: &[u8]) {
            self.0.update(data);
        }
        pub(in crate::checksum) fn finish(self) -> u32 {
            // The type of all CRCs of that crate has 64 bits; this one is in the lower half.
            self.0.finalize() as u32
        }
    }

    #[derive(Clone)]
    pub(in crate::checksum) struct Crc64Nvme(Digest);

    impl Crc64Nvme {
        pub(in crate::checksum) fn new() -> Self {
            Self(Digest::new(CrcAlgorithm::Crc64Nvme))
        }
        pub(in crate::checksum) fn update(&mut self, data: &[u8]) {
            self.0.update(data);
        }
        pub(in crate::checksum) fn finish(self) -> u64 {
            self.0.finalize()
        }
    }
}
