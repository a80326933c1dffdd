namespace MlNetCnn;

/// <summary>What a classifier decides between.</summary>
public enum ClassificationTask
{
    /// <summary>Two classes, a Boolean label: one sigmoid output.</summary>
    Binary,

    /// <summary>Two or more classes, a key label: a softmax output per class.</summary>
    Multiclass,

    /// <summary>Any number of classes at once, a label vector of 0 and 1 or of Booleans: a sigmoid output per class.</summary>
    MultiLabel,
}
