namespace MlNetCnn.Imaging.Tests;

public class OrientationTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void Turning_equals_Pillows_exif_transpose(int orientation)
    {
        var expected = Fixture.Oriented[orientation];
        var turned = Fixture.Load("png_filter_0.png").ApplyOrientation((ExifOrientation)orientation);
        Assert.Equal((expected.Height, expected.Width), (turned.Height, turned.Width));
        Assert.Equal(expected.Sha256, Fixture.Sha256(turned.Pixels));
    }

    [Theory]
    [InlineData(0), InlineData(9)]
    public void Another_orientation_is_refused(int orientation) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(1, 1, 1).ApplyOrientation((ExifOrientation)orientation));

    [Fact]
    public void A_damaged_exif_block_leaves_the_picture_readable()
    {
        var file = Fixture.Bytes("exif_6.jpg");
        var at = file.AsSpan().IndexOf("Exif\0\0"u8);
        for (var i = at + 6; i < at + 32; i++)
            foreach (var value in new byte[] { 0, 1, 0x7F, 0xFF })
            {
                var damaged = (byte[])file.Clone();
                damaged[i] = value;
                Assert.InRange((int)ImageFile.Identify(damaged).Orientation, 1, 8);
                Assert.Equal(ImageFile.Decode(file).Pixels, ImageFile.Decode(damaged).Pixels);
            }
    }
}
