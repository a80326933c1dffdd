using FsCheck;
using FsCheck.Fluent;
using MlNetCnn.Imaging.Jpeg;

namespace MlNetCnn.Imaging.Tests;

public class JpegBitReaderTests
{
    private static readonly Gen<byte[]> Data = Gen.Frequency((1, Gen.Constant((byte)0xFF)), (3, ArbMap.Default.GeneratorFor<byte>())).ArrayOf();

    [Fact]
    public void Bits_come_in_order_with_stuffing_removed_and_zeros_behind_the_end() =>
        Prop.ForAll(Data.Zip(Gen.Choose(1, 16).ArrayOf(200)).ToArbitrary(), t =>
        {
            var (data, sizes) = t;
            var expected = string.Concat(data.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
            var stuffed = data.SelectMany(b => b == 0xFF ? new byte[] { 0xFF, 0 } : [b]).Concat(new byte[] { 0xFF, 0xD9, 0x55 }).ToArray();
            var reader = new JpegBitReader(stuffed, 0);
            var at = 0;
            foreach (var size in sizes)
            {
                var bits = expected.PadRight(at + size, '0').Substring(at, size);
                if (reader.Bits(size) != Convert.ToInt32(bits, 2)) return false;
                at += size;
                if (reader.Overrun != at > expected.Length) return false;
            }

            reader.MoveToMarker();
            return reader.Position == stuffed.Length - 3;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new byte[] { 1, 0xFF, 0, 0xFF, 0xFF, 0xFF, 0xD9 }, 5)]
    [InlineData(new byte[] { 0xFF, 0xD0 }, 0)]
    [InlineData(new byte[] { 1, 2, 0xFF }, 3)]
    [InlineData(new byte[] { 1, 0xFF, 0 }, 3)]
    [InlineData(new byte[] { }, 0)]
    public void The_next_marker_is_found_or_the_end(byte[] data, int expected)
    {
        var reader = new JpegBitReader(data, 0);
        reader.MoveToMarker();
        Assert.Equal(expected, reader.Position);
    }

    [Theory]
    [InlineData(0, 1, -1), InlineData(1, 1, 1), InlineData(0, 3, -7), InlineData(3, 3, -4), InlineData(4, 3, 4), InlineData(7, 3, 7)]
    public void Magnitude_bits_extend_as_T81_says(int bits, int size, int value) => Assert.Equal(value, JpegBitReader.Extend(bits, size));

    [Fact]
    public void A_table_whose_codes_do_not_fit_is_none()
    {
        var counts = new byte[16];
        counts[0] = 3;
        Assert.Null(HuffmanTable.Create(counts, [1, 2, 3]));
        counts[0] = 2;
        Assert.NotNull(HuffmanTable.Create(counts, [1, 2]));
        counts[15] = 1;
        Assert.Null(HuffmanTable.Create(counts, [1, 2, 3]));
    }
}
