using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests;

/// <summary>Every application trains with seeded weights, at the least size it takes.</summary>
public class ApplicationTrainingTests
{
    [Theory]
    [InlineData("xception", 71)]
    [InlineData("inception_v3", 75)]
    [InlineData("resnet50", 32)]
    [InlineData("vgg16", 32)]
    [InlineData("vgg19", 32)]
    [InlineData("mobilenet", 32)]
    [InlineData("mobilenetv2", 32)]
    public void The_loss_falls(string name, int size)
    {
        var info = Applications.ByName(name);
        Assert.Equal(size, info.MinimumSize);
        var part = info.Create(includeTop: false, inputShape: [size, size, 3], pooling: FeaturePooling.Average);
        var model = new Model(part.Inputs, [new Dense(3, Activations.Softmax).Call(part.Outputs[0])]);
        model.InitializeWeights(1);
        var x = Net.Batch(4, model.InputShape);
        var labels = new Tensor(4, [1], new float[] { 0, 1, 2, 1 });
        using var executable = new ManagedEngine().Compile(model, new() { Training = new() { Optimizer = new Sgd(), Loss = new SparseCategoricalCrossentropy() } });
        var losses = Enumerable.Range(0, 4).Select(_ => executable.TrainStep([x], labels).Loss).ToArray();
        Assert.True(losses[^1] < losses[0] && losses.All(double.IsFinite), string.Join(", ", losses));
    }
}
