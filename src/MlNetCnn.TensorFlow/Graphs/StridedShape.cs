namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>The shape of a slice with steps.</summary>
internal static class StridedShape
{
    /// <summary>Shape of <c>StridedSlice</c>'s result; see there for the masks.</summary>
    public static TensorShape Of(
        TensorShape input, IReadOnlyList<int> begin, IReadOnlyList<int> end, IReadOnlyList<int> strides, int beginMask, int endMask, int ellipsisMask, int newAxisMask, int shrinkAxisMask)
    {
        List<int> result = [];
        var spoken = Enumerable.Range(0, begin.Count).Count(i => !Has(ellipsisMask, i) && !Has(newAxisMask, i));
        var dimension = 0;
        for (var i = 0; i < begin.Count; i++)
        {
            if (Has(ellipsisMask, i))
                for (var left = input.Rank - spoken; left > 0; left--) result.Add(input[dimension++]);
            else if (Has(newAxisMask, i))
                result.Add(1);
            else if (Has(shrinkAxisMask, i))
                dimension++;
            else
                result.Add(Size(input[dimension++], Has(beginMask, i) ? null : begin[i], Has(endMask, i) ? null : end[i], strides[i]));
        }

        while (dimension < input.Rank) result.Add(input[dimension++]);
        return new TensorShape([.. result]);
    }

    private static bool Has(int mask, int bit) => (mask >> bit & 1) == 1;

    private static int Size(int size, int? begin, int? end, int stride)
    {
        if (size < 0) return begin is null && end is null && Math.Abs(stride) == 1 ? -1 : Unknown(begin, end, stride);
        var (low, high) = stride > 0 ? (0, size) : (-1, size - 1);
        int At(int index) => Math.Clamp(index < 0 ? index + size : index, low, high);
        var (first, last) = (begin is { } b ? At(b) : stride > 0 ? low : high, end is { } e ? At(e) : stride > 0 ? high : low);
        return Math.Max(0, (last - first + stride - Math.Sign(stride)) / stride);
    }

    /// <summary>Nothing is known of a part of an unknown size, but that it is empty where it ends before it begins.</summary>
    private static int Unknown(int? begin, int? end, int stride) => (begin, end) is ({ } b, { } e) && (b < 0) == (e < 0) && (e - b) * Math.Sign(stride) <= 0 ? 0 : -1;
}
