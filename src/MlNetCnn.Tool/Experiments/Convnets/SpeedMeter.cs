using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>Passes an epoch's figures on and keeps how fast they were trained.</summary>
internal sealed class SpeedMeter(IProgress<EpochProgress> next) : IProgress<EpochProgress>
{
    private double _sum;
    private int _epochs;

    /// <summary>Training pictures per second, the mean over the epochs; 0 before the first.</summary>
    public double ImagesPerSecond => _epochs == 0 ? 0 : _sum / _epochs;

    public void Report(EpochProgress value)
    {
        _sum += value.SamplesPerSecond;
        _epochs++;
        next.Report(value);
    }
}
