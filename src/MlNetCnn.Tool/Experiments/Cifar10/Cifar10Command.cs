using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Convnets;

namespace MlNetCnn.Tool.Experiments.Cifar10;

/// <summary><c>cifar10</c>: a convnet of 684,746 parameters on CIFAR-10, with checkpoint and early stopping.</summary>
internal static class Cifar10Command
{
    public static Command Create(Surroundings surroundings) => new ArrayPlan(
        "Cifar10",
        "cifar10",
        "Trains a convnet of 684,746 parameters on CIFAR-10: Adam 1e-3, at most 30 epochs, the best model kept, early stopping with patience 5.",
        "A convnet of 684,746 parameters for CIFAR-10, with checkpoint and early stopping.",
        "Folder of CIFAR-10's six binary files, data_batch_1.bin to data_batch_5.bin and test_batch.bin, gzipped or not, all of the images or the first of each.",
        DataSets.Cifar10.Load,
        Networks.Cifar10Convnet.Create,
        Epochs: 30,
        Patience: 5).Create(surroundings);
}
