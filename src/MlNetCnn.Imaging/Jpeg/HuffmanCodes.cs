namespace MlNetCnn.Imaging.Jpeg;

/// <summary>A Huffman table for writing (T.81, annex C): the code of each symbol.</summary>
internal sealed class HuffmanCodes
{
    private readonly byte[] counts, symbols;
    private readonly ushort[] code = new ushort[256];
    private readonly byte[] length = new byte[256];

    /// <param name="counts">16 numbers of codes of length 1 to 16, as hexadecimal bytes.</param>
    /// <param name="symbols">The symbols in order of their codes, as hexadecimal bytes.</param>
    public HuffmanCodes(string counts, string symbols)
    {
        (this.counts, this.symbols) = (Convert.FromHexString(counts), Convert.FromHexString(symbols));
        for (int bits = 1, next = 0, value = 0; bits <= 16; bits++, value <<= 1)
            for (var i = 0; i < this.counts[bits - 1]; i++)
            {
                var symbol = this.symbols[next++];
                (code[symbol], length[symbol]) = ((ushort)value++, (byte)bits);
            }
    }

    /// <summary>What a DHT segment says of the table: counts, then symbols.</summary>
    public byte[] Definition => [.. counts, .. symbols];

    /// <summary>Writes a symbol's code.</summary>
    public void Write(JpegBitWriter bits, int symbol) => bits.Write(code[symbol], length[symbol]);
}
