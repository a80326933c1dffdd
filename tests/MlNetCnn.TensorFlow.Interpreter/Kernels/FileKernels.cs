using System.Text;

namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>SaveV2 and RestoreV2, in a small file of the interpreter's own: TensorFlow's bundle format is TensorFlow's to write.</summary>
internal static class FileKernels
{
    private const string Extension = ".interpreted";

    [Kernel("SaveV2", "prefix string, tensor_names string, shape_and_slices string, tensors dtypes ->", "dtypes types", Stateful = true)]
    public static Tensor[] Save(KernelCall call)
    {
        var (prefix, names) = Names(call, call.Inputs.Length - 3);
        using var writer = new BinaryWriter(File.Create(prefix + Extension), Encoding.UTF8);
        writer.Write(names.Length);
        for (var i = 0; i < names.Length; i++)
        {
            var value = call[i + 3];
            call.Require(
                value.Type is DataType.Float or DataType.Int32 or DataType.Int64,
                $"Tensors of {OpAttribute.TypeName(value.Type)} are not saved here", TensorFlowStatus.Unimplemented);
            writer.Write(names[i]);
            writer.Write((int)value.Type);
            writer.Write(value.Rank);
            foreach (var d in value.Shape) writer.Write(d);
            writer.Write(value.ToValue().Bytes);
        }

        return [];
    }

    [Kernel("RestoreV2", "prefix string, tensor_names string, shape_and_slices string -> tensors dtypes", "dtypes types", Stateful = true)]
    public static Tensor[] Restore(KernelCall call)
    {
        var types = ((AttrValue.Types)call.Attribute("dtypes")).Values;
        var (prefix, names) = Names(call, types.Count);
        call.Require(File.Exists(prefix + Extension), $"Unsuccessful TensorSliceReader constructor: Failed to find any matching files for {prefix}", TensorFlowStatus.NotFound);
        var saved = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        using var reader = new BinaryReader(File.OpenRead(prefix + Extension), Encoding.UTF8);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var (name, type) = (reader.ReadString(), (DataType)reader.ReadInt32());
            var shape = new int[reader.ReadInt32()];
            for (var d = 0; d < shape.Length; d++) shape[d] = reader.ReadInt32();
            var data = Tensor.NewArray(type, Tensor.Size(shape));
            Buffer.BlockCopy(reader.ReadBytes(Buffer.ByteLength(data)), 0, data, 0, Buffer.ByteLength(data));
            saved.Add(name, new(type, shape, data));
        }

        return [.. names.Select((name, i) =>
        {
            call.Require(saved.TryGetValue(name, out var value), $"Key {name} not found in checkpoint", TensorFlowStatus.NotFound);
            call.Require(
                value!.Type == types[i],
                $"tensor_name = {name}; expected dtype {OpAttribute.TypeName(types[i])} does not equal original dtype {OpAttribute.TypeName(value.Type)}");
            return value;
        })];
    }

    private static (string Prefix, string[] Names) Names(KernelCall call, int count)
    {
        call.Require(call[0].Count == 1, $"Input prefix should be a scalar tensor, got shape {call[0].ShapeText}");
        call.Require(
            call[1].Rank == 1 && call[2].Rank == 1 && call[1].Count == count && call[2].Count == count,
            $"Got {call[1].Count} tensor names and {call[2].Count} shapes and slices for {count} tensors");
        call.Require(Array.TrueForAll(call[2].Strings, slice => slice.Length == 0), "Slices of tensors are not saved here", TensorFlowStatus.Unimplemented);
        return (call[0].Strings[0], call[1].Strings);
    }
}
