using System.Globalization;
using MlNetCnn.Tool.Display;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>Shows each epoch's figures as they come, in Keras's words.</summary>
internal sealed class EpochBar(IProgressBar bar) : IProgress<EpochProgress>
{
    public void Report(EpochProgress value) => bar.Advance(
        1,
        string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}/{value.Epochs}: {string.Join(", ", value.Values.Select(v => Figure(v.Key, v.Value)))}"),
        string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}/{value.Epochs}, {Figure("val_accuracy", value["val_accuracy"] ?? double.NaN)}"));

    private static string Figure(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name} {value:F4}");
}
