namespace MlNetCnn;

/// <summary>One stage of a fit: which epochs of the history are its.</summary>
/// <param name="Name"><c>training</c>, or <c>head</c> and <c>fine-tuning</c>.</param>
/// <param name="FirstEpoch">Index of its first epoch in the history, from 0.</param>
/// <param name="Epochs">How many of its epochs ended.</param>
public sealed record TrainingStage(string Name, int FirstEpoch, int Epochs);
