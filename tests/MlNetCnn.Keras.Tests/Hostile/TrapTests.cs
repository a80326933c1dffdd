using System.Diagnostics;

namespace MlNetCnn.Keras.Tests.Hostile;

/// <summary>Sound HDF5 files that ask for far more than they hold.</summary>
public sealed class TrapTests
{
    [Theory, InlineData(false), InlineData(true)]
    public void Groups_of_layers_that_hold_each_other_are_refused(bool byName)
    {
        var watch = Stopwatch.StartNew();
        var e = Assert.Throws<ModelFormatException>(() => ModelFiles.LoadWeights(TinyFiles.Model(), new MemoryStream(TinyFiles.Bytes("rings.weights.h5")), "rings.weights.h5", byName, skipMismatch: true));
        Assert.Contains(byName ? "gives no names" : "several names", e.Message);
        Assert.StartsWith("layers/", e.Place);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Theory, InlineData("unfolding.h5"), InlineData("shared.h5")]
    public void Weights_that_unfold_to_more_than_a_file_may_take_are_refused(string name)
    {
        var bytes = TinyFiles.Bytes(name);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<ModelFormatException>(() => Model.Load(new MemoryStream(bytes), name));
        Assert.Contains("save the file without compression", e.Message);
        Assert.Equal(name, e.File);
        Assert.StartsWith("/model_weights/d", e.Place);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ReadLimits.MemoryPerByte * bytes.Length + ReadLimits.Memory);
    }
}
