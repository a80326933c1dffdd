namespace MlNetCnn.Tool.PhotoSets;

/// <summary>Orders file names as people count: <c>cat.2.jpg</c> before <c>cat.10.jpg</c>. The same on every machine.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x, b = y;
        while (!a.IsEmpty && !b.IsEmpty)
        {
            var (digitsA, digitsB) = (Digits(a), Digits(b));
            var order = digitsA > 0 && digitsB > 0
                ? CompareNumbers(a[..digitsA], b[..digitsB])
                : a[0].CompareTo(b[0]);
            if (order != 0) return order;
            var step = digitsA > 0 && digitsB > 0;
            a = a[(step ? digitsA : 1)..];
            b = b[(step ? digitsB : 1)..];
        }

        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(x, y);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count])) count++;
        return count;
    }

    private static int CompareNumbers(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a.TrimStart('0');
        b = b.TrimStart('0');
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);
    }
}
