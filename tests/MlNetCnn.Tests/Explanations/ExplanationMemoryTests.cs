using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Tests.Explanations;

/// <summary>Explanations leave no trace in the process's memory.</summary>
[Collection(nameof(Alone))]
public sealed class ExplanationMemoryTests
{
    private readonly MLContext _ml = new(3);

    [Fact]
    public void Transformers_used_and_disposed_of_again_and_again_take_no_more_memory()
    {
        // A megabyte of weights, and each use compiles them anew: two hundred that are kept would show.
        var network = new Sequential([8, 8, 3], "wide") { new Conv2D(16, 3, name: "conv"), new Flatten(), new Dense(450, name: "wide"), new Dense(3, "softmax") };
        network.InitializeWeights(1);
        var data = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 3).Select(i => new Row { Image = [.. Enumerable.Range(0, 192).Select(x => (float)((x * 7 + i) % 11))] }).ToArray());
        using var heat = _ml.Cnn.GradCam("Heatmap", "Image", network).Fit(data);
        using var saliency = _ml.Cnn.Saliency("Saliency", "Image", network).Fit(data);
        using var activations = _ml.Cnn.LayerActivations("Image", network, "conv", "wide").Fit(data);

        for (var i = 0; i < 20; i++) Cycle();
        var before = Resident();
        for (var i = 0; i < 200; i++) Cycle();
        var grown = Resident() - before;
        Assert.True(grown < 40 << 20, $"200 cycles over a model of {network.CountParams() * 4 / 1024} KiB left {grown / 1024} KiB.");

        void Cycle()
        {
            Assert.Equal(3, heat.Transform(data).GetColumn<float[]>("Heatmap").Count());
            heat.Dispose();
            Assert.Equal(3, saliency.Transform(data).GetColumn<float[]>("Saliency").Count());
            saliency.Dispose();
            Assert.Equal(3, activations.Transform(data).GetColumn<float[]>("conv").Count());
            activations.Dispose();
        }
    }

    private static long Resident()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return Environment.WorkingSet;
    }

    private sealed class Row
    {
        [VectorType(8, 8, 3)]
        public float[] Image { get; set; } = [];
    }
}
