using System.Text;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Reports;

namespace MlNetCnn.Tool.Tests.Documents;

/// <summary>The figure of docs/models.md: branches, a short cut, and a model within.</summary>
public sealed class ModelsFigures
{
    [Fact]
    public void A_network_as_boxes_and_arrows() =>
        HeldFigure.Check("models/network.svg", Encoding.UTF8.GetBytes(Network().Plot(new() { ExpandNested = true, ShowParams = true }).ToSvg()));

    private static Model Network()
    {
        var input = KerasTensor.Input([64, 64, 3], "photo");
        var x = new Sequential([new RandomFlip(FlipMode.Horizontal), new RandomRotation(0.1)], "data_augmentation").Call(input);
        x = new Rescaling(1 / 255.0, name: "rescaling").Call(x);
        x = new Conv2D(32, 3, strides: 2, padding: Padding.Same, activation: Activations.Relu, name: "stem").Call(x);
        var narrow = new Conv2D(32, 1, activation: Activations.Relu, name: "branch_1x1").Call(x);
        var wide = new Conv2D(32, 3, padding: Padding.Same, activation: Activations.Relu, name: "branch_3x3").Call(x);
        var mixed = new Concatenate(name: "mixed").Call(narrow, wide);
        mixed = new Conv2D(32, 1, name: "project").Call(mixed);
        x = new Activation(Activations.Relu, "relu").Call(new Add(name: "add").Call(x, mixed));
        x = new GlobalAveragePooling2D(name: "avg_pool").Call(x);
        return new Model(input, new Dense(2, Activations.Softmax, name: "predictions").Call(new Dropout(0.5, name: "dropout").Call(x)), "cats_and_dogs");
    }
}
