using System.Reflection;

namespace MlNetCnn.Architecture.Tests;

/// <summary>
/// The public API of each package stands in one approved text file. A change of the API shows as a change of that file: set the environment
/// variable MLNETCNN_APPROVE to 1, run this test, and read the difference before you commit it.
/// </summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("MlNetCnn.Imaging")]
    [InlineData("MlNetCnn.Keras")]
    [InlineData("MlNetCnn.Compute")]
    [InlineData("MlNetCnn.Training")]
    [InlineData("MlNetCnn.Explain")]
    [InlineData("MlNetCnn.Reports")]
    [InlineData("MlNetCnn.Onnx")]
    [InlineData("MlNetCnn.TensorFlow")]
    [InlineData("MlNetCnn")]
    public void Public_api_is_as_approved(string package)
    {
        var actual = ApiText.Of(Assembly.Load(package));
        var file = Repository.At("tests", "MlNetCnn.Architecture.Tests", "PublicApi", package + ".txt");
        if (Environment.GetEnvironmentVariable("MLNETCNN_APPROVE") == "1") File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"{file} is missing: the API of {package} was never approved.");
        var approved = File.ReadAllText(file).ReplaceLineEndings("\n");
        Assert.Equal(approved.Split('\n'), actual.Split('\n'));
    }
}
