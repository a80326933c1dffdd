using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Convnets;

namespace MlNetCnn.Tool.Experiments.FashionMnist;

/// <summary><c>fashion-mnist</c>: chapter 8-2 of "Hands-on Machine Learning and Deep Learning Self-Study": a convnet for clothes, with checkpoint and early stopping.</summary>
internal static class FashionMnistCommand
{
    public static Command Create(Surroundings surroundings) => new ArrayPlan(
        "FashionMnist",
        "fashion-mnist",
        "Trains the convnet of chapter 8-2 (333,526 parameters) on Fashion-MNIST: Adam 1e-3, at most 20 epochs, the best model kept, early stopping with patience 2.",
        "A convnet for Fashion-MNIST with checkpoint and early stopping: Park Haesun, Hands-on Machine Learning and Deep Learning Self-Study, chapter 8-2.",
        "Folder of Fashion-MNIST's four files, train-images-idx3-ubyte.gz and so on, all of the images or the first.",
        DataSets.FashionMnist.Load,
        Networks.FashionConvnet.Create,
        Epochs: 20,
        Patience: 2).Create(surroundings);
}
