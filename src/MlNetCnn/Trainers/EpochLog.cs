using System.Globalization;
using Microsoft.ML.Runtime;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>Writes each epoch to ML.NET's log and passes it on.</summary>
internal sealed class EpochLog(IChannel channel, IProgress<EpochProgress>? next) : IProgress<EpochProgress>
{
    public void Report(EpochProgress value)
    {
        var values = string.Join(", ", value.Values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} {v.Value:0.0000}")));
        channel.Info(MessageSensitivity.None, "Epoch {0}/{1}: {2}", value.Epoch, value.Epochs, values);
        next?.Report(value);
    }
}
