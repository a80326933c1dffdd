using System.Text;
using MlNetCnn.Keras;
using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow;

/// <summary>
/// TensorFlow's checkpoints, version 2: <c>.data-00000-of-00001</c>, the values one after another, and <c>.index</c>, a table that tells for each name its type, shape, place and
/// checksum (tensor_bundle.proto).
/// </summary>
internal static class TensorBundle
{
    private const string Data = ".data-00000-of-00001";

    private const string Index = ".index";

    /// <summary>Writes both files, the index last.</summary>
    /// <param name="prefix">What the files' names begin with; the folder must exist.</param>
    /// <param name="tensors">By name; no strings.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string prefix, IReadOnlyList<(string Key, TensorValue Value)> tensors)
    {
        var sorted = tensors.Select(tensor => (Key: Encoding.UTF8.GetBytes(tensor.Key), tensor.Value)).ToArray();
        Array.Sort(sorted, (a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key));
        AtomicFile.Write(prefix + Data, stream =>
        {
            foreach (var (_, value) in sorted) stream.Write(value.Bytes);
        });

        var table = new TableWriter();
        table.Add([], ProtoWriter.ToBytes(new BundleHeader()));
        long offset = 0;
        foreach (var (key, value) in sorted)
        {
            table.Add(key, ProtoWriter.ToBytes(new BundleEntry(value, offset)));
            offset += value.Bytes.Length;
        }

        AtomicFile.Write(prefix + Index, stream => stream.Write(table.ToBytes()));
    }

    /// <summary>Deletes both files, where they are there.</summary>
    public static void Delete(string prefix)
    {
        AtomicFile.Delete(prefix + Index);
        AtomicFile.Delete(prefix + Data);
    }
}
