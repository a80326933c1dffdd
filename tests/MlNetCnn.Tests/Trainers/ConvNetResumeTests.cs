using Microsoft.ML;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Training;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Tests.Trainers;

/// <summary>A training that a Keras file holds goes on in ml.Cnn.</summary>
public class ConvNetResumeTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Two_halves_make_the_whole_bit_for_bit()
    {
        using var folder = new TempFolder();
        var data = ConvNetData.Binary(_ml, 40);
        var options = new ConvNetOptions { Rescale = 1f / 255, Optimizer = new Adam(5e-3), Epochs = 4, BatchSize = 16, Seed = 9, Shuffle = false };
        using var whole = _ml.Cnn.Trainers.ConvNet(Net(), options).Fit(data);
        using var half = _ml.Cnn.Trainers.ConvNet(Net(), options with { Epochs = 2, Callbacks = [new ModelCheckpoint(folder.File("half.keras"))] }).Fit(data);
        var model = Model.Load(folder.File("half.keras"), out var training);
        var resume = ResumedTraining.Read(training!, model);
        using var rest = _ml.Cnn.Trainers.ConvNet(model, options with { Epochs = 2, Optimizer = resume.Options.Optimizer, Resume = resume }).Fit(data);
        Assert.Equal(Values(whole.Model), Values(rest.Model));
        // Without the optimizer's state it is another run.
        using var other = _ml.Cnn.Trainers.ConvNet(model, options with { Epochs = 2 }).Fit(data);
        Assert.NotEqual(Values(whole.Model), Values(other.Model));
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.Trainers.ConvNet(model, options with { Resume = resume, Head = new ClassifierHead() }));
        Assert.Contains("Head", e.Message, StringComparison.Ordinal);
    }

    private static float[][] Values(Model model) => [.. model.Weights.Select(w => w.Values.ToArray())];

    private static Sequential Net()
    {
        Sequential model = new([new InputLayer([8, 8, 3]), new Conv2D(6, 3, activation: "relu", name: "conv"), new Dropout(0.2), new Flatten(), new Dense(1, "sigmoid", name: "end")]);
        model.InitializeWeights(2);
        return model;
    }
}
