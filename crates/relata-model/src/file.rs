//! The model file: a header, then tensors that are used where they lie.
//!
//! ```text
//! 16 bytes  "relata-model\0\0\0\0"
//!  4 bytes  format version, little endian
//!  4 bytes  length of the header
//!  4 bytes  CRC-32 of everything after the header
//!  4 bytes  zero
//!  header   JSON: see `Header`
//!  filling  zeros up to a multiple of 64 from the start of the file
//!  data     tensors, each at a multiple of 64
//! ```
//! Numbers are little endian; the file is read in place only on little-endian machines, which is
//! every machine that Relata is built for.

use crate::ModelError;
use crate::kernel::{self, BLOCK, GROUP, Matrix, RUN};
use serde::Deserialize;
use std::collections::BTreeMap;

const MAGIC: &[u8; 16] = b"relata-model\0\0\0\0";
const VERSION: u32 = 2;
const ALIGN: usize = 64;

/// What the header says.
#[derive(Debug, Deserialize)]
pub(crate) struct Header {
    /// Name and date of the model, for people.
    pub(crate) name: String,
    /// Encoder layers.
    pub(crate) layers: usize,
    /// The layer before which pieces become words.
    pub(crate) words_from: usize,
    /// The labels of each layer, in the order of the outputs.
    pub(crate) labels: BTreeMap<String, Vec<String>>,
    tensors: BTreeMap<String, Tensor>,
}

/// Where a tensor lies in the data.
#[derive(Debug, Deserialize)]
struct Tensor {
    kind: String,
    shape: Vec<usize>,
    at: usize,
    bytes: usize,
}

/// A model file, opened.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) header: Header,
    data: &'static [u8],
}

impl File {
    /// Opens `bytes`, which must begin at a multiple of 4 in memory.
    pub(crate) fn open(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let magic = bytes.len().min(MAGIC.len());
        if magic == 0 || bytes[..magic] != MAGIC[..magic] {
            return Err(ModelError::NotAModel);
        }
        let number = |at: usize| {
            let four = bytes.get(at..at + 4).ok_or(ModelError::Truncated)?;
            Ok::<_, ModelError>(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        };
        let version = number(16)?;
        if version != VERSION {
            return Err(ModelError::Version { found: version, known: VERSION });
        }
        let end = 32usize.checked_add(number(20)? as usize).ok_or(ModelError::Truncated)?;
        let header = bytes.get(32..end).ok_or(ModelError::Truncated)?;
        let header: Header =
            serde_json::from_slice(header).map_err(|e| ModelError::Damaged(format!("its header: {e}")))?;
        let data = bytes.get(end.next_multiple_of(ALIGN)..).ok_or(ModelError::Truncated)?;
        let needed = header.tensors.values().map(|t| t.at.saturating_add(t.bytes)).max().unwrap_or(0);
        if data.len() < needed {
            return Err(ModelError::Truncated);
        }
        if crc32fast::hash(data) != number(24)? {
            return Err(ModelError::Damaged("its sum does not fit".into()));
        }
        Ok(File { header, data })
    }

    fn tensor(&self, name: &str, kind: &str, shape: &[usize]) -> Result<&'static [u8], ModelError> {
        let damaged = |what: &str| ModelError::Damaged(format!("tensor {name}: {what}"));
        let tensor = self.header.tensors.get(name).ok_or_else(|| damaged("missing"))?;
        if tensor.kind != kind || tensor.shape != shape {
            return Err(damaged("of another shape"));
        }
        self.data.get(tensor.at..tensor.at + tensor.bytes).ok_or(ModelError::Truncated)
    }

    /// The shape of a tensor.
    pub(crate) fn shape(&self, name: &str) -> Result<&[usize], ModelError> {
        let tensor = self.header.tensors.get(name);
        tensor
            .map(|t| t.shape.as_slice())
            .ok_or_else(|| ModelError::Damaged(format!("tensor {name}: missing")))
    }

    /// Floats.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<&'static [f32], ModelError> {
        in_place(self.tensor(name, "f32", shape)?, shape.iter().product())
    }

    /// Text.
    pub(crate) fn text(&self, name: &str) -> Result<&'static str, ModelError> {
        let length = *self.shape(name)?.first().unwrap_or(&0);
        std::str::from_utf8(self.tensor(name, "text", &[length])?)
            .map_err(|_| ModelError::Damaged(format!("tensor {name}: not UTF-8")))
    }

    /// A table of rows of bytes with a scale each.
    pub(crate) fn table(&self, name: &str, width: usize) -> Result<Table, ModelError> {
        let rows = *self.shape(name)?.first().unwrap_or(&0);
        let bytes = self.tensor(name, "i8", &[rows, width])?;
        let scales = self.floats(&format!("{name}.scales"), &[rows])?;
        Ok(Table { bytes: in_place(bytes, rows * width)?, scales, width })
    }

    /// A weight matrix; see [`Matrix`] for how it lies.
    pub(crate) fn matrix(&self, name: &str, inputs: usize) -> Result<Matrix<'static>, ModelError> {
        let damaged = |what: &str| ModelError::Damaged(format!("matrix {name}: {what}"));
        let &[outputs, width] = self.shape(name)? else { return Err(damaged("not two-dimensional")) };
        if width != inputs || !inputs.is_multiple_of(RUN * GROUP) {
            return Err(damaged("of another width"));
        }
        let packed: &[i8] = in_place(
            self.tensor(name, "packed", &[outputs, inputs])?,
            outputs.next_multiple_of(BLOCK) * inputs,
        )?;
        if !kernel::fits(packed) {
            return Err(damaged("weights are too large"));
        }
        let sums: &'static [i32] =
            in_place(self.tensor(&format!("{name}.sums"), "i32", &[outputs])?, outputs)?;
        Ok(Matrix {
            packed,
            scales: self.floats(&format!("{name}.scales"), &[outputs])?,
            bias: self.floats(&format!("{name}.bias"), &[outputs])?,
            sums,
            inputs,
            outputs,
        })
    }
}

/// Rows of bytes with a scale each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    bytes: &'static [i8],
    scales: &'static [f32],
    width: usize,
}

impl Table {
    /// Adds row `at` (the last one, where there are fewer) to `out`.
    pub(crate) fn add(&self, at: usize, out: &mut [f32]) {
        let at = at.min(self.scales.len() - 1);
        let scale = self.scales[at];
        for (o, &b) in out.iter_mut().zip(&self.bytes[at * self.width..(at + 1) * self.width]) {
            *o += f32::from(b) * scale;
        }
    }

    /// Number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.scales.len()
    }
}

/// Numbers that may be made of any bytes.
trait Plain: Copy {}
impl Plain for f32 {}
impl Plain for i32 {}
impl Plain for i8 {}

/// `count` numbers where they lie.
fn in_place<T: Plain>(bytes: &'static [u8], count: usize) -> Result<&'static [T], ModelError> {
    // SAFETY: any bytes are a value of a `Plain` type; `align_to` gives only what is aligned.
    #[allow(unsafe_code, reason = "18 MB are used in place instead of being copied")]
    let (before, numbers, after) = unsafe { bytes.align_to::<T>() };
    if !before.is_empty() || !after.is_empty() || numbers.len() != count {
        return Err(ModelError::Damaged("a tensor has another size than its shape".into()));
    }
    Ok(numbers)
}

/// Numbers as the bytes they are made of.
pub(crate) fn bytes_of(numbers: &'static mut [u32]) -> &'static mut [u8] {
    // SAFETY: every number is four bytes, and any bytes are numbers.
    #[allow(unsafe_code, reason = "a model is used in place, at an even address")]
    unsafe {
        std::slice::from_raw_parts_mut(numbers.as_mut_ptr().cast(), numbers.len() * 4)
    }
}
