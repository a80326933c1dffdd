namespace Microsoft.ML.Runtime;

/// <summary>Filled by an activity that is asked for its progress.</summary>
public interface IProgressEntry
{
    /// <summary>Sets the progress in one unit.</summary>
    void SetProgress(int index, double value);

    /// <summary>Sets the progress in one unit, and where it ends.</summary>
    void SetProgress(int index, double value, double lim);

    /// <summary>Sets one metric.</summary>
    void SetMetric(int index, double value);
}
