//! The document written and read with the schemas of `aws-smithy-cbor`, in the form that the generator of the official crates
//! emits.

use crate::alarms::{Alarm, Alarms, Dimension};
use aws_smithy_cbor::codec::CborCodec;
use aws_smithy_schema::codec::{Codec, FinishSerializer};
use aws_smithy_schema::serde::{SerdeError, SerializableStruct, ShapeDeserializer, ShapeSerializer};
use aws_smithy_schema::{Schema, ShapeType, shape_id};

macro_rules! structure {
    ($name:ident = $shape:literal { $($index:literal $member:ident $type:ident $wire:literal),* $(,)? }) => {
        $(static $member: Schema<'static> =
            Schema::new_member(shape_id!("bench", $shape, $wire), ShapeType::$type, $wire, $index);)*
        static $name: Schema<'static> =
            Schema::new_struct(shape_id!("bench", $shape), ShapeType::Structure, &[$(&$member),*]);
    };
}

structure!(ALARMS = "Alarms" { 0 ALARM_LIST List "Alarms", 1 NEXT_TOKEN String "NextToken" });

structure!(ALARM = "Alarm" {
    0 ALARM_NAME String "AlarmName",
    1 ALARM_ARN String "AlarmArn",
    2 ALARM_DESCRIPTION String "AlarmDescription",
    3 ACTIONS_ENABLED Boolean "ActionsEnabled",
    4 ALARM_ACTIONS List "AlarmActions",
    5 STATE_VALUE String "StateValue",
    6 STATE_REASON String "StateReason",
    7 UPDATED Long "Updated",
    8 THRESHOLD Double "Threshold",
    9 PERIOD Integer "Period",
    10 EVALUATION_PERIODS Integer "EvaluationPeriods",
    11 DIMENSIONS List "Dimensions",
    12 TAGS Map "Tags",
});

structure!(DIMENSION = "Dimension" { 0 NAME String "Name", 1 VALUE String "Value" });

/// Returns the body.
pub(crate) fn write(alarms: &Alarms) -> Vec<u8> {
    let mut serializer = CborCodec::default().create_serializer();
    serializer.write_struct(&ALARMS, alarms).expect("aws-smithy-cbor writes it");
    serializer.finish()
}

impl SerializableStruct for Alarms {
    fn schema(&self) -> &Schema<'_> {
        &ALARMS
    }
    fn serialize_members(&self, out: &mut dyn ShapeSerializer) -> Result<(), SerdeError> {
        out.write_list_with_length(&ALARM_LIST, self.alarms.len(), &|out| {
            self.alarms.iter().try_for_each(|alarm| out.write_struct(&ALARM, alarm))
        })?;
        optional(out, &NEXT_TOKEN, self.next_token.as_deref())
    }
}

impl SerializableStruct for Alarm {
    fn schema(&self) -> &Schema<'_> {
        &ALARM
    }
    fn serialize_members(&self, out: &mut dyn ShapeSerializer) -> Result<(), SerdeError> {
        out.write_string(&ALARM_NAME, &self.alarm_name)?;
        out.write_string(&ALARM_ARN, &self.alarm_arn)?;
        optional(out, &ALARM_DESCRIPTION, self.alarm_description.as_deref())?;
        out.write_boolean(&ACTIONS_ENABLED, self.actions_enabled)?;
        out.write_string_list(&ALARM_ACTIONS, &self.alarm_actions)?;
        out.write_string(&STATE_VALUE, &self.state_value)?;
        optional(out, &STATE_REASON, self.state_reason.as_deref())?;
        out.write_long(&UPDATED, self.updated)?;
        out.write_double(&THRESHOLD, self.threshold)?;
        out.write_integer(&PERIOD, self.period)?;
        out.write_integer(&EVALUATION_PERIODS, self.evaluation_periods)?;
        out.write_list_with_length(&DIMENSIONS, self.dimensions.len(), &|out| {
            self.dimensions.iter().try_for_each(|dimension| out.write_struct(&DIMENSION, dimension))
        })?;
        out.write_map_with_length(&TAGS, self.tags.len(), &|out| {
            self.tags.iter().try_for_each(|(key, value)| {
                out.write_string(&aws_smithy_schema::prelude::STRING, key)?;
                out.write_string(&aws_smithy_schema::prelude::STRING, value)
            })
        })
    }
}

impl SerializableStruct for Dimension {
    fn schema(&self) -> &Schema<'_> {
        &DIMENSION
    }
    fn serialize_members(&self, out: &mut dyn ShapeSerializer) -> Result<(), SerdeError> {
        out.write_string(&NAME, &self.name)?;
        out.write_string(&VALUE, &self.value)
    }
}

fn optional(
    out: &mut dyn ShapeSerializer,
    member: &Schema<'_>,
    value: Option<&str>,
) -> Result<(), SerdeError> {
    value.map_or(Ok(()), |value| out.write_string(member, value))
}

/// Reads a body.
pub(crate) fn read(body: &[u8]) -> Result<Alarms, SerdeError> {
    let mut alarms = Alarms::default();
    CborCodec::default().create_deserializer(body).read_struct(&ALARMS, &mut |member, from| {
        match member.member_index() {
            Some(0) => alarms.alarms = list(member, from, read_alarm)?,
            Some(1) => alarms.next_token = Some(from.read_string(member)?),
            _ => {}
        }
        Ok(())
    })?;
    Ok(alarms)
}

fn read_alarm(from: &mut dyn ShapeDeserializer) -> Result<Alarm, SerdeError> {
    let mut alarm = Alarm::default();
    from.read_struct(&ALARM, &mut |member, from| {
        match member.member_index() {
            Some(0) => alarm.alarm_name = from.read_string(member)?,
            Some(1) => alarm.alarm_arn = from.read_string(member)?,
            Some(2) => alarm.alarm_description = Some(from.read_string(member)?),
            Some(3) => alarm.actions_enabled = from.read_boolean(member)?,
            Some(4) => alarm.alarm_actions = from.read_string_list(member)?,
            Some(5) => alarm.state_value = from.read_string(member)?,
            Some(6) => alarm.state_reason = Some(from.read_string(member)?),
            Some(7) => alarm.updated = from.read_long(member)?,
            Some(8) => alarm.threshold = from.read_double(member)?,
            Some(9) => alarm.period = from.read_integer(member)?,
            Some(10) => alarm.evaluation_periods = from.read_integer(member)?,
            Some(11) => alarm.dimensions = list(member, from, read_dimension)?,
            Some(12) => from.read_map(member, &mut |key, from| {
                alarm.tags.insert(key, from.read_string(&aws_smithy_schema::prelude::STRING)?);
                Ok(())
            })?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(alarm)
}

fn read_dimension(from: &mut dyn ShapeDeserializer) -> Result<Dimension, SerdeError> {
    let mut dimension = Dimension::default();
    from.read_struct(&DIMENSION, &mut |member, from| {
        match member.member_index() {
            Some(0) => dimension.name = from.read_string(member)?,
            Some(1) => dimension.value = from.read_string(member)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(dimension)
}

fn list<T>(
    member: &Schema<'_>,
    from: &mut dyn ShapeDeserializer,
    read: fn(&mut dyn ShapeDeserializer) -> Result<T, SerdeError>,
) -> Result<Vec<T>, SerdeError> {
    let mut list = Vec::with_capacity(from.container_size().unwrap_or(0));
    from.read_list(member, &mut |from| {
        list.push(read(from)?);
        Ok(())
    })?;
    Ok(list)
}
