using System.Runtime.InteropServices;

namespace MlNetCnn.Benchmarks.Peers;

/// <summary>Writes weights one after another.</summary>
internal sealed class WeightFile(Stream stream)
{
    /// <summary>Writes a weight.</summary>
    /// <param name="shape">Shape in the file.</param>
    /// <param name="values">The weight's values in Keras's order.</param>
    /// <param name="order">Where in Keras's order the value at a place of the file stands; null for the same order.</param>
    public PeerTensor Write(int[] shape, ReadOnlySpan<float> values, Func<int, int>? order = null)
    {
        // Peers may map the file: weights start where their widest vectors do.
        while (stream.Position % 64 != 0) stream.WriteByte(0);
        var tensor = new PeerTensor(stream.Position, shape);
        if (order is not null)
        {
            var sorted = new float[values.Length];
            for (var i = 0; i < sorted.Length; i++) sorted[i] = values[order(i)];
            values = sorted;
        }

        stream.Write(MemoryMarshal.AsBytes(values));
        return tensor;
    }
}
