using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Definitions;

/// <summary>An attribute of a node, of one of the kinds that convnets have.</summary>
/// <param name="Name">Its name.</param>
internal abstract record AttributeProto(string Name) : IProtoMessage
{
    /// <summary><c>AttributeProto.AttributeType</c>: which kind it is.</summary>
    protected abstract int Kind { get; }

    public void WriteFields(ProtoWriter writer)
    {
        writer.String(1, Name);
        WriteValue(writer);
        writer.Int64(20, Kind);
    }

    /// <summary>Writes the value in the field of its kind. Lists are not packed: proto2 has it so.</summary>
    protected abstract void WriteValue(ProtoWriter writer);

    /// <summary>A number: <c>f</c>.</summary>
    public sealed record Float(string Name, float Value) : AttributeProto(Name)
    {
        protected override int Kind => 1;

        protected override void WriteValue(ProtoWriter writer) => writer.Float(2, Value);
    }

    /// <summary>A number: <c>i</c>.</summary>
    public sealed record Int(string Name, long Value) : AttributeProto(Name)
    {
        protected override int Kind => 2;

        protected override void WriteValue(ProtoWriter writer) => writer.Int64(3, Value);
    }

    /// <summary>Text: <c>s</c>.</summary>
    public sealed record Text(string Name, string Value) : AttributeProto(Name)
    {
        protected override int Kind => 3;

        protected override void WriteValue(ProtoWriter writer) => writer.String(4, Value);
    }

    /// <summary>A constant: <c>t</c>.</summary>
    public sealed record Tensor(string Name, TensorProto Value) : AttributeProto(Name)
    {
        protected override int Kind => 4;

        protected override void WriteValue(ProtoWriter writer) => writer.Message(5, Value);
    }

    /// <summary>Numbers: <c>floats</c>.</summary>
    public sealed record Floats(string Name, IReadOnlyList<float> Values) : AttributeProto(Name)
    {
        protected override int Kind => 6;

        protected override void WriteValue(ProtoWriter writer)
        {
            foreach (var value in Values) writer.Float(7, value);
        }
    }

    /// <summary>Numbers: <c>ints</c>.</summary>
    public sealed record Ints(string Name, IReadOnlyList<long> Values) : AttributeProto(Name)
    {
        protected override int Kind => 7;

        protected override void WriteValue(ProtoWriter writer)
        {
            foreach (var value in Values) writer.Int64(8, value);
        }
    }

    /// <summary>Texts: <c>strings</c>.</summary>
    public sealed record Texts(string Name, IReadOnlyList<string> Values) : AttributeProto(Name)
    {
        protected override int Kind => 8;

        protected override void WriteValue(ProtoWriter writer)
        {
            foreach (var value in Values) writer.String(9, value);
        }
    }
}
