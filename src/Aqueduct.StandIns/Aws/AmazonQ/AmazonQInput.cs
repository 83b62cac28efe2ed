using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>Checks inputs against the service's model.</summary>
internal static class AmazonQInput
{
    /// <summary>Runs the checks; what they find is answered as this service's ValidationException.</summary>
    public static void Validate(Action<Constraints> checks)
    {
        var constraints = new Constraints("ValidationException");
        checks(constraints);
        try
        {
            constraints.Check();
        }
        catch (AwsError violations)
        {
            throw AmazonQErrors.Invalid(violations.Message, "fieldValidationFailed");
        }
    }
}
