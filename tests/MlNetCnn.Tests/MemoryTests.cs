using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests;

/// <summary>What is loaded, used and disposed of leaves no trace in the process's memory.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests : IDisposable
{
    private readonly MLContext _ml = new(3);
    private readonly SamplePictures _pictures = new(perClass: 2);
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _pictures.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Models_loaded_used_and_disposed_of_again_and_again_take_no_more_memory()
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        // A megabyte of weights each: a hundred that are kept would show.
        var network = new Sequential([16, 16, 3], "wide") { new Flatten(), new Dense(256, name: "dense") };
        network.InitializeWeights(1);
        var model = _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16).Append(_ml.Cnn.ApplyModel("Score", "Image", network)).Fit(data);
        var path = _folder.File("model.zip");
        _ml.Cnn.SaveModel(model, data.Schema, path);
        var picture = new Input { ImagePath = _pictures.File("dark", "dark.00.png") };

        for (var i = 0; i < 20; i++) Cycle();
        var before = Resident();
        for (var i = 0; i < 100; i++) Cycle();
        var grown = Resident() - before;
        Assert.True(grown < 40 << 20, $"100 cycles of a model of {network.CountParams() * 4 / 1024} KiB left {grown / 1024} KiB.");

        void Cycle()
        {
            var ml = new MLContext(1);
            using var engine = ml.Model.CreatePredictionEngine<Input, Output>(ml.Cnn.LoadModel(path));
            Assert.Equal(256, engine.Predict(picture).Score.Length);
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

    private sealed class Input
    {
        public string ImagePath { get; set; } = "";
    }

    private sealed class Output
    {
        public float[] Score { get; set; } = [];
    }
}
