using System.Runtime.CompilerServices;

namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>
/// Operations that only move values: for each element of the result, where it comes from. Each dimension of the result adds an offset of its own; -1 says that the element comes from
/// nowhere.
/// </summary>
internal static class IndexMap
{
    /// <summary>Source index of each element of the result, or -1.</summary>
    /// <param name="offsets">Per dimension of the result, per coordinate: the offset, or -1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] Of(int[][] offsets)
    {
        var count = 1;
        foreach (var o in offsets) count = checked(count * o.Length);
        var result = new int[count];
        if (count == 0) return result;
        var block = 1;
        for (var d = offsets.Length - 1; d >= 0; d--)
        {
            var own = offsets[d];
            for (var i = own.Length - 1; i >= 0; i--)
                for (var k = block - 1; k >= 0; k--)
                    result[i * block + k] = own[i] < 0 || result[k] < 0 ? -1 : own[i] + result[k];
            block *= own.Length;
        }

        return result;
    }

    /// <summary>Offsets of a dimension by a rule.</summary>
    public static int[] Offsets(int size, int stride, Func<int, int> from)
    {
        var result = new int[size];
        for (var i = 0; i < size; i++) result[i] = from(i) is >= 0 and var f ? f * stride : -1;
        return result;
    }

    /// <summary>Where each element of a broadcast result comes from.</summary>
    public static int[] Broadcast(int[] from, int[] to)
    {
        var strides = Shapes.Strides(from);
        var lead = to.Length - from.Length;
        return Of([.. to.Select((size, d) => Offsets(size, d < lead ? 0 : strides[d - lead], i => d < lead || from[d - lead] == 1 ? 0 : i))]);
    }

    /// <summary>A tensor of the elements that a map names.</summary>
    public static Tensor Take(Tensor source, int[] shape, int[] map, Tensor? fill = null)
    {
        static T[] Pick<T>(T[] values, int[] map, T otherwise)
        {
            var result = new T[map.Length];
            for (var i = 0; i < map.Length; i++) result[i] = map[i] < 0 ? otherwise : values[map[i]];
            return result;
        }

        static T Fill<T>(Tensor? fill, T none) => fill is null ? none : ((T[])fill.Data)[0];
        return new(source.Type, shape, source.Data switch
        {
            float[] values => Pick(values, map, Fill(fill, 0f)),
            double[] values => Pick(values, map, Fill(fill, 0d)),
            int[] values => Pick(values, map, Fill(fill, 0)),
            long[] values => Pick(values, map, Fill(fill, 0L)),
            bool[] values => Pick(values, map, Fill(fill, false)),
            byte[] values => Pick(values, map, Fill(fill, (byte)0)),
            string[] values => Pick(values, map, Fill(fill, "")),
            _ => throw new InvalidOperationException($"Elements of {source.Type} are not moved."),
        });
    }

    /// <summary>What goes back: each element of a gradient is added to where its value came from.</summary>
    public static Tensor Return(Tensor gradient, int[] shape, int[] map)
    {
        var from = gradient.Reals();
        var result = new double[Tensor.Size(shape)];
        for (var i = 0; i < map.Length; i++)
            if (map[i] >= 0) result[map[i]] += from[i];
        return Tensor.Real(gradient.Type, shape, result);
    }
}
