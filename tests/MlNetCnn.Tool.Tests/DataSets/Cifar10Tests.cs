using MlNetCnn.Testing;
using MlNetCnn.Tool.DataSets;

namespace MlNetCnn.Tool.Tests.DataSets;

public sealed class Cifar10Tests
{
    [Fact]
    public void Planes_become_pixels_and_batches_follow_one_another()
    {
        using var folder = new TempFolder();
        SmallSets.Cifar10(folder.Path, perBatch: 2);
        File.WriteAllBytes(folder.File("data_batch_5.bin"), [7, .. Enumerable.Range(0, 3072).Select(p => (byte)(p / 1024 * 100 + p % 32))]);

        var set = Cifar10.Load(folder.Path);

        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1, 7], set.Train.Labels);
        Assert.Equal("first 9 of 50,000 training images, first 2 of 10,000 test images", set.InWords);
        var last = set.Train.Picture(8);
        Assert.Equal((32, 32, 3), (last.Height, last.Width, last.Channels));
        Assert.Equal([0, 100, 200, 1, 101, 201], last.Pixels[..6].ToArray());
    }

    [Fact]
    public void The_archives_own_folder_is_found()
    {
        using var folder = new TempFolder();
        SmallSets.Cifar10(folder.File("cifar-10-batches-bin"), perBatch: 1);

        Assert.Equal(5, Cifar10.Load(folder.Path).Train.Count);
    }

    [Fact]
    public void The_set_of_the_build_machines_is_the_first_1017_of_each_batch() =>
        Assert.Equal("first 5,085 of 50,000 training images, first 1,017 of 10,000 test images", Cifar10.Load(TestData.Path("cifar10")).InWords);

    [Theory]
    [InlineData("ends amid picture 0: 3 of 3073 bytes", new byte[] { 1, 2, 3 })]
    [InlineData("is empty", new byte[0])]
    [InlineData("label 0 is 200", null)]
    public void A_bad_batch_is_named(string expected, byte[]? bytes)
    {
        using var folder = new TempFolder();
        SmallSets.Cifar10(folder.Path, perBatch: 1);
        File.WriteAllBytes(folder.File("data_batch_3.bin"), bytes ?? [200, .. new byte[3072]]);

        var error = Assert.Throws<UserErrorException>(() => Cifar10.Load(folder.Path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("data_batch_3.bin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_batch_is_named()
    {
        using var folder = new TempFolder();
        SmallSets.Cifar10(folder.Path, perBatch: 1);
        File.Delete(folder.File("data_batch_4.bin"));

        Assert.Contains("lacks the file data_batch_4.bin", Assert.Throws<UserErrorException>(() => Cifar10.Load(folder.Path)).Message, StringComparison.Ordinal);
    }
}
