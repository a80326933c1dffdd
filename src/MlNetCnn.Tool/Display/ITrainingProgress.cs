using MlNetCnn.Training;

namespace MlNetCnn.Tool.Display;

/// <summary>A training's progress: goes into <see cref="FitOptions.BatchProgress"/>, <see cref="FitOptions.Progress"/> and <see cref="FitOptions.Messages"/> at once.</summary>
internal interface ITrainingProgress : IProgress<BatchProgress>, IProgress<EpochProgress>, IProgress<string>;
