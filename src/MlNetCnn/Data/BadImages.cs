namespace MlNetCnn;

/// <summary>What is done about files that are no pictures or are damaged.</summary>
public enum BadImages
{
    /// <summary>Reading the picture fails when its row is read, with an error that names the file. Nothing is checked beforehand.</summary>
    Fail,

    /// <summary>Every file is decoded once beforehand; those that cannot be are left out and reported.</summary>
    Skip,
}
