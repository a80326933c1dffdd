using System.Globalization;
using System.Runtime.CompilerServices;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Tests;

/// <summary>This test assembly started as a program that saves a model without end and is killed: where the environment variable names a file, instead of the tests.</summary>
internal static class SavingChild
{
    public const string Variable = "MLNETCNN_TEST_SAVING_CHILD";

    /// <summary>A model of a million values that are all the number of the save.</summary>
    public static Sequential Model(int number)
    {
        var model = new Sequential([1000], "saved") { new Dense(1000, name: "d") };
        var values = new float[1000 * 1000];
        values.AsSpan().Fill(number);
        model.Weights[0].SetValues(values);
        model.Weights[1].SetValues(values.AsSpan(0, 1000));
        return model;
    }

    /// <summary>Comes before the test runner's own Main.</summary>
    [ModuleInitializer]
    internal static void RunWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path) return;
        for (var number = 1; ; number++)
        {
            var model = Model(number);
            Console.Out.WriteLine(number.ToString(CultureInfo.InvariantCulture));
            Console.Out.Flush();
            model.Save(path);
        }
    }
}
