namespace MlNetCnn.Training.Schedules;

/// <summary>What a schedule counts.</summary>
public enum ScheduleUnit
{
    /// <summary>Training steps, over all epochs: Keras's unit.</summary>
    Steps,

    /// <summary>Epochs.</summary>
    Epochs,
}
