using MlNetCnn.Testing;
using MlNetCnn.Tool.DataSets;

namespace MlNetCnn.Tool.Tests.DataSets;

public sealed class FashionMnistTests
{
    [Theory]
    [InlineData("train-images-first3-idx3-ubyte.gz")]
    [InlineData("train-images-idx3-ubyte.gz")]
    [InlineData("train-images-idx3-ubyte")]
    public void Official_and_partial_names_are_found_gzipped_or_not(string name)
    {
        using var folder = new TempFolder();
        SmallSets.FashionMnist(folder.Path, train: 3, test: 2);
        File.Delete(folder.File("train-images-first3-idx3-ubyte.gz"));
        var idx = SmallSets.Idx([3, 28, 28], [.. Enumerable.Range(0, 3 * 784).Select(i => (byte)i)]);
        File.WriteAllBytes(folder.File(name), name.EndsWith(".gz", StringComparison.Ordinal) ? SmallSets.Gzip(idx) : idx);

        var set = FashionMnist.Load(folder.Path);

        Assert.Equal((3, 2), (set.Train.Count, set.Test.Count));
        Assert.Equal("first 3 of 60,000 training images, first 2 of 10,000 test images", set.InWords);
        Assert.Equal([3, 0, 7], set.Train.Labels);
        Assert.Equal((byte)(784 * 2 % 256), set.Train.Picture(2).Pixels[0]);
    }

    [Fact]
    public void The_set_of_the_build_machines_is_the_first_8226_of_60000()
    {
        var set = FashionMnist.Load(TestData.Path("fashion_mnist"));

        Assert.Equal("first 8,226 of 60,000 training images, first 4,443 of 10,000 test images", set.InWords);
        // The first labels of the published set.
        Assert.Equal([9, 0, 0, 3, 0, 2, 7, 2, 5, 5], set.Train.Labels[..10]);
    }

    [Theory]
    [InlineData("lacks the file train-labels-idx1-ubyte.gz", "train-labels", null)]
    [InlineData("ends after 8 bytes, amid the values; 3 more are needed", "train-labels", "0000080100000003")]
    [InlineData("is no idx file of bytes: it starts with 00000D01", "train-labels", "00000D0100000003000102")]
    [InlineData("has 2 dimensions; 1 were expected", "train-labels", "00000802000000030000000100010203")]
    [InlineData("goes on after its last value, at byte 11", "train-labels", "000008010000000300010203")]
    [InlineData("dimension 0 is 4294967295", "train-labels", "00000801FFFFFFFF")]
    [InlineData("dimension 0 is 0", "train-labels", "0000080100000000")]
    [InlineData("has 2 labels for the 3 pictures", "train-labels", "00000801000000020001")]
    [InlineData("label 2 is 10; there are 10 classes", "train-labels", "000008010000000300010A")]
    [InlineData("dimension 1 is 65536; there must be at least one value and at most", "train-images", "00000803000100000001000000010000")]
    [InlineData("ends after 16 bytes", "train-images", "00000803000000030000001C0000001C")]
    [InlineData("are 28 x 28", "train-images", "0000080300000001000000010000000100")]
    [InlineData("cannot be read after byte", "train-images", "1F8B0800000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    public void A_bad_file_is_named_with_the_place(string expected, string part, string? hex)
    {
        using var folder = new TempFolder();
        SmallSets.FashionMnist(folder.Path, train: 3, test: 2);
        File.Delete(Directory.GetFiles(folder.Path, part + "*").Single());
        var kind = part.EndsWith("labels", StringComparison.Ordinal) ? "idx1" : "idx3";
        if (hex is not null) File.WriteAllBytes(folder.File($"{part}-{kind}-ubyte"), Convert.FromHexString(hex));

        var error = Assert.Throws<UserErrorException>(() => FashionMnist.Load(folder.Path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(hex is null ? folder.Path : $"{part}-{kind}-ubyte", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_promises_more_than_the_file_holds_costs_no_memory()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.File("huge"), SmallSets.Idx([1 << 30], []));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<UserErrorException>(() => IdxFile.Read(folder.File("huge"), rank: 1));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }
}
