using System.Globalization;
using MlNetCnn.Tool.Display;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>Shows each epoch's figures as they come, in Keras's words.</summary>
internal sealed class EpochBar(IProgressBar bar) : IProgress<EpochProgress>
{
    public void Report(EpochProgress value) => bar.Advance(1, string.Create(CultureInfo.InvariantCulture,
        $"epoch {value.Epoch}/{value.Epochs}: {string.Join(", ", value.Values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} {v.Value:F4}")))}"));
}
