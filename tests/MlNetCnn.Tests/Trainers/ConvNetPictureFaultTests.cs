using Microsoft.ML;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Imaging;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests.Trainers;

/// <summary>Pictures that vanish or are damaged, and readers that are told to stop: nothing is left behind, and the message says which file.</summary>
public sealed class ConvNetPictureFaultTests : IDisposable
{
    private readonly MLContext _ml = new(3);
    private readonly SamplePictures _pictures = new(perClass: 6);
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _pictures.Dispose();
        _folder.Dispose();
    }

    private ConvNetOptions Options => new()
    {
        Optimizer = new RmsProp(1e-2), Epochs = 1, BatchSize = 4, Seed = 1, Head = new ClassifierHead { HiddenUnits = [4] }, MemoryLimit = 0, TempFolder = _folder.Path, Backup = _folder.File("backup"),
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_picture_that_vanished_or_is_damaged_is_named(bool damaged)
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        var file = _pictures.File("dark", "dark.03.png");
        if (damaged) File.WriteAllBytes(file, File.ReadAllBytes(file)[..60]);
        else File.Delete(file);
        var e = Assert.ThrowsAny<Exception>(() => { Pipeline(Options).Fit(data); });
        Assert.Contains("dark.03.png", e.Message, StringComparison.Ordinal);
        Assert.True(damaged ? e is ImageFormatException : e is FileNotFoundException, e.GetType().ToString());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_a_reader_of_ML_NET_met_is_told_without_its_wrapping()
    {
        var met = new FileNotFoundException("Could not find file 'cat.1.jpg'.");
        var data = new Contract.FailingView(ConvNetData.Binary(_ml, 10), new InvalidOperationException("a worker encountered an exception", new InvalidOperationException("another", met)));

        Assert.Same(met, Assert.Throws<FileNotFoundException>(() => { _ml.Cnn.Trainers.ConvNet(SmallNets.Base(size: (8, 8)), Options).Fit(data); }));
        Assert.Same(met, Assert.Throws<FileNotFoundException>(() => { _ml.Cnn.Trainers.Dense(new DenseOptions { FeatureColumnName = "Image" }).Fit(data); }));
    }

    [Fact]
    public void Reading_stops_when_told_and_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        var rows = Endless(stop);
        var view = _ml.Data.LoadFromEnumerable(rows);
        var e = Assert.ThrowsAny<OperationCanceledException>(() => { _ml.Cnn.Trainers.ConvNet(SmallNets.Base(size: (8, 8)), Options with { CancellationToken = stop.Token }).Fit(view); });
        Assert.Equal(stop.Token, e.CancellationToken);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private static IEnumerable<ConvNetData.BinaryRow> Endless(CancellationTokenSource stop)
    {
        for (var i = 0; ; i++)
        {
            if (i == 20) stop.Cancel();
            yield return new ConvNetData.BinaryRow { Label = i % 2 == 0 };
        }
    }

    private IEstimator<ITransformer> Pipeline(ConvNetOptions options) =>
        _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16).Append(_ml.Transforms.Conversion.MapValueToKey("Label")).Append(_ml.Cnn.Trainers.ConvNet(SmallNets.Base(), options));
}
