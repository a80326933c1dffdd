using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>A base and how it came about.</summary>
/// <param name="Base">The base.</param>
/// <param name="History">Its training, where that was part of the run.</param>
internal sealed record BaseTraining(BaseNetwork Base, History? History = null);
