using MlNetCnn.Keras;

namespace MlNetCnn.Onnx.Import;

/// <summary>What a name of the file stands for while the network is being read.</summary>
internal abstract record ImportedValue;

/// <summary>Whole numbers that describe shapes: the operators that compute with them are worked out here, and leave no layer.</summary>
/// <param name="Values">Each a number, or <see cref="Batch"/> or <see cref="Unknown"/>.</param>
/// <param name="Shape">Their shape: [] for a single number, [n] for a list, rarely more.</param>
internal sealed record Sizes(long[] Values, int[] Shape) : ImportedValue
{
    /// <summary>Stands for the number of elements of the batch. A number that no file has: the smallest there is means "to the end" in Slice.</summary>
    public const long Batch = -0x5B41_7C48_0000_0001;

    /// <summary>Stands for a size that is only known when data arrives.</summary>
    public const long Unknown = Batch - 1;

    /// <summary>Most numbers in a list that is put together; shapes have a few.</summary>
    public const int Most = 1 << 12;

    public static Sizes List(params long[] values) => new(values, [values.Length]);

    public static Sizes Scalar(long value) => new([value], []);
}

/// <summary>
/// A value that the model computes. Its dimensions may stand in another order than the file has them: pictures, whose channels ONNX has first, are kept with the channels last, and a
/// transposition is only remembered until something needs the values in another order.
/// </summary>
/// <param name="Tensor">The tensor of the model.</param>
/// <param name="Axes">For each dimension of the tensor, which leaves out the batch, the axis of the file's value that it is; 0 would be the batch.</param>
internal sealed record Flow(KerasTensor Tensor, int[] Axes) : ImportedValue
{
    /// <summary>Whether no value is below 0, so that zeros may stand around it where a maximum is taken.</summary>
    public bool IsNonNegative { get; init; }

    /// <summary>
    /// Where this is a row that was made of a picture: the picture's shape, channels last, the order in which the row holds it, while the file's row has the channels first. Null for rows as
    /// in the file.
    /// </summary>
    public Shape? Row { get; init; }

    public int Rank => Axes.Length;

    /// <summary>Axes in the file's order: 1, 2, 3.</summary>
    public static int[] Natural(int rank) => [.. Enumerable.Range(1, rank)];

    /// <summary>The sizes in the file's order, without the batch.</summary>
    public int[] Sizes()
    {
        var sizes = new int[Rank];
        for (var i = 0; i < Rank; i++) sizes[Axes[i] - 1] = Tensor.Shape[i];
        return sizes;
    }

    /// <summary>Which dimension of the tensor an axis of the file is.</summary>
    public int DimensionOf(int axis) => Array.IndexOf(Axes, axis);

    /// <summary>Whether the values stand in the file's order; dimensions of 1 may stand anywhere.</summary>
    public bool IsNatural()
    {
        int[] large = [.. Axes.Where((_, i) => Tensor.Shape[i] != 1)];
        return large.SequenceEqual(large.Order());
    }
}
