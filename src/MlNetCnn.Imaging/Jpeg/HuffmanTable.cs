namespace MlNetCnn.Imaging.Jpeg;

/// <summary>
/// A Huffman table of a DHT segment (T.81, annex C and F.2.2.3), with lookup tables for the frequent short codes.
/// </summary>
internal sealed class HuffmanTable
{
    /// <summary>Bits that the lookup tables are indexed by.</summary>
    public const int LookupBits = 10;

    /// <summary>By the next bits: code length &lt;&lt; 8 | symbol, or 0 where the code is longer.</summary>
    public readonly ushort[] Lookup = new ushort[1 << LookupBits];

    /// <summary>
    /// By the next bits, where code and magnitude bits together fit: value &lt;&lt; 16 | run &lt;&lt; 8 | bits used; 0 where they do not,
    /// or the symbol has no magnitude.
    /// </summary>
    public readonly int[] CoefficientLookup = new int[1 << LookupBits];

    private readonly byte[] symbols;
    private readonly int[] largestCode = new int[18];
    private readonly int[] symbolOffset = new int[17];

    private HuffmanTable(byte[] symbols) => this.symbols = symbols;

    /// <summary>Builds the table, or returns null when the counts do not make a prefix code.</summary>
    /// <param name="counts">16 numbers of codes of length 1 to 16.</param>
    /// <param name="symbols">The symbols in order of their codes.</param>
    public static HuffmanTable? Create(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        var table = new HuffmanTable(symbols.ToArray());
        int code = 0, next = 0;
        for (var length = 1; length <= 16; length++)
        {
            table.symbolOffset[length] = next - code;
            for (var i = 0; i < counts[length - 1]; i++, code++, next++)
            {
                if (code >= 1 << length) return null;
                if (length <= LookupBits) table.AddShort(code, length, symbols[next]);
            }

            table.largestCode[length] = counts[length - 1] > 0 ? code - 1 : -1;
            code <<= 1;
        }

        return table;
    }

    /// <summary>Finds a code too long for <see cref="Lookup"/>.</summary>
    /// <param name="bits">The next 16 bits.</param>
    /// <returns>Code length &lt;&lt; 8 | symbol, or 0 when no code begins so.</returns>
    public int FindLong(int bits)
    {
        for (var length = LookupBits + 1; length <= 16; length++)
        {
            var code = bits >> (16 - length);
            if (code <= largestCode[length]) return length << 8 | symbols[symbolOffset[length] + code];
        }

        return 0;
    }

    private void AddShort(int code, int length, byte symbol)
    {
        var free = LookupBits - length;
        var first = code << free;
        Lookup.AsSpan(first, 1 << free).Fill((ushort)(length << 8 | symbol));
        int run = symbol >> 4, size = symbol & 15;
        if (size == 0 || size > free) return;
        for (var rest = 0; rest < 1 << free; rest++)
        {
            var value = JpegBitReader.Extend(rest >> (free - size), size);
            CoefficientLookup[first + rest] = value << 16 | run << 8 | (length + size);
        }
    }
}
