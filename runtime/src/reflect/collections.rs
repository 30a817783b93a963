//! Lists and maps. With `Option` elements they are sparse: they keep nulls.

use super::{List, Map, Slot, StringValue, Value, ValueRef};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

impl<T: Value> Value for Vec<T> {
    fn default_value() -> Self {
        Self::new()
    }
    fn get(&self) -> ValueRef<'_> {
        T::get_list(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        T::slot_list(self)
    }
}

impl<T: Value> List for Vec<T> {
    fn len(&self) -> usize {
        <[T]>::len(self)
    }
    fn get(&self, index: usize) -> ValueRef<'_> {
        match <[T]>::get(self, index) {
            Some(value) => value.get(),
            None => ValueRef::None,
        }
    }
    fn clear(&mut self) {
        *self = Self::new();
    }
    fn reserve(&mut self, additional: usize) {
        Vec::reserve_exact(self, additional);
    }
    fn push(&mut self) -> Slot<'_> {
        Vec::push(self, T::default_value());
        match &mut **self {
            [.., value] => value.default_slot(),
            [] => Slot::Skip,
        }
    }
    fn push_null(&mut self) -> bool {
        match T::null() {
            Some(null) => {
                Vec::push(self, null);
                true
            }
            None => false,
        }
    }
}

impl<K: StringValue + Ord, V: Value> Value for BTreeMap<K, V> {
    fn default_value() -> Self {
        Self::new()
    }
    fn get(&self) -> ValueRef<'_> {
        ValueRef::Map(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }
}

impl<K: StringValue + Ord, V: Value> Map for BTreeMap<K, V> {
    fn len(&self) -> usize {
        BTreeMap::len(self)
    }
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a str, ValueRef<'a>) -> bool) {
        for (key, value) in self {
            if !visit(key.as_str(), value.get()) {
                return;
            }
        }
    }
    fn clear(&mut self) {
        BTreeMap::clear(self);
    }
    fn insert(&mut self, key: String) -> Slot<'_> {
        match self.entry(K::from_wire(key)) {
            Entry::Vacant(entry) => entry.insert(V::default_value()).default_slot(),
            Entry::Occupied(entry) => entry.into_mut().slot(),
        }
    }
    fn insert_null(&mut self, key: String) -> bool {
        let (key, null) = (K::from_wire(key), V::null());
        let is_kept = null.is_some();
        match null {
            Some(null) => drop(BTreeMap::insert(self, key, null)),
            None => drop(self.remove(&key)),
        }
        is_kept
    }
}
